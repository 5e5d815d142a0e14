"""How gunicorn serves each of its processes: `gunicorn -c python:project.servers.web project.wsgi`."""
