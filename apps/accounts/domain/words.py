"""Short common words that are easy to type and hard to confuse; six of them make a passphrase."""

_TEXT = """
acorn actor agent alarm album amber anchor angle ankle apple apron arch arena armor arrow aspen atlas attic
autumn award bacon badge bagel baker balcony bamboo banana banjo barn barrel basil basin basket beach beacon
beaker bean bear beaver bench berry bicycle bird biscuit bishop bison blanket blaze blender bloom blossom board
boat bonfire bonnet book boot border bottle boulder bowl box bracket branch brass bread breeze brick bridge brook
broom brother brush bubble bucket buckle bugle bulb bundle burrow bus butler butter button cabin cabinet cable
cactus cake calendar camel camera camp canal candle candy canoe canvas canyon cape captain caravan carbon card
cargo carpet carrot cart castle cat cattle cave cedar cellar cello cement center cereal chain chair chalk channel
chapel chapter cheese cherry chess chest chicken chimney chin chorus cider cinema circle citrus city clam clay
cliff cloak clock cloth cloud clover coach coal coast coat cobalt cobweb cocoa coffee coin collar comet compass
concert cone cookie copper coral cord cork corn corner cottage cotton couch country cousin cow cradle crane crater
crayon cream creek crest cricket crocus crop crow crown crumb crystal cube cuckoo cup curtain curve cushion
cymbal dairy daisy dancer dawn deck deer delta denim depot desert desk dial diamond dinner dock doctor dog doll
dolphin dome donkey donut door dove dragon drawer dress drift drill drum duck dune dust eagle ear earth easel
east echo editor egg elbow elder elephant elk elm ember emerald empire engine envelope equator evening express
fabric factory falcon family farm farmer feather fence fern ferry fiddle field fig film finch finger fir fire fish
flag flame flannel flask flint flock floor flour flower flute fog folder forest fork fossil fountain fox frame
freckle friend frog frost fruit fudge funnel galaxy gallery garage garden garlic garnet gate gazelle gem geyser
ginger giraffe glacier glass globe glove glue goat goblet gold goose gorge gown grain granite grape grass gravel
grove guitar gull gust hail hall hammer hammock hamper harbor harp harvest hat hawk hay hazel heart heather
hedge heel helmet herb heron hill hinge hippo hive hobby holly honey hood hook horizon horn horse hotel house hut
ice icicle idea igloo inch infant ink inlet insect iris iron island ivory ivy jacket jade jaguar jam jar jasmine
jay jelly jewel jigsaw joke journal judge juice jungle juniper kayak kettle key kingdom kitchen kite kitten kiwi
knee knight knot koala label lace ladder lady lagoon lake lamb lamp lantern lapel larch laser lasso latch laurel
lava lavender lawn leaf leather ledge lemon lens leopard letter level library lilac lily lime linen lion lizard
llama lobby lobster lock locket log lotus lumber lunch lynx lyric machine magnet magpie mammal mango mantle maple
marble march margin market marsh mask mast mat meadow medal melody melon member mesa metal meteor meter mill mint
mirror mitten moat model mole moment monsoon moon moose morning mosaic moss moth motor mountain mouse muffin mug
mural muscle museum mushroom music mustard napkin narwhal nature navy neck needle nephew nest nickel night noodle
north nose notebook nugget number nurse nut oak oar oasis oat ocean octave olive onion opal opera orange orbit
orchard orchid organ otter oven owl oyster paddle page paint palace palm panda panel pansy panther paper parade
parcel park parrot parsley pasta pastry patio peach peacock peanut pear pearl pebble pecan pedal pelican pencil
penguin pepper petal piano picnic picture pie pigeon pilgrim pillow pilot pine pioneer pipe pistachio pixel
planet plank plant plate plaza plum pocket poem poet pond pony poplar poppy porch portal postage potato pottery
prairie prism prune puddle puffin pumpkin puppet puppy purse puzzle pyramid quail quarry quartz queen quill quilt
quince rabbit raccoon radar radio radish raft rail rain raisin ramp ranch ranger raven ray recipe reed reef
ribbon rice riddle ridge ring river road robin robot rock rocket roof room root rope rose ruby rudder rug runner
rust rye saddle sage sail salad salmon salt sand sandal sapphire satin sauce saucer savanna scale scarf school
scooter scout screen scroll sea seal season seed shadow shark shawl sheep shelf shell sheriff ship shirt shoe
shore shovel shower shrub silk silver singer sister sketch ski skirt sky slate sled sleeve slipper slope smoke
snail snow soap sofa soil soldier song soup south spade spark sparrow spice spider spinach spiral sponge spoon
spring sprout spruce square squid squirrel stable stadium stage stair stamp star station statue steam steel stem
step stew stone stool stork storm story stove straw stream street string studio sugar suit summer summit sun
sunset surf swallow swan sweater swing sword symbol syrup table tablet tailor talent tango tapestry target taxi
tea teacher team teapot temple tennis tent terrace theater thimble thistle thread throne thumb thunder thyme
ticket tide tiger tile timber tin toast token tomato tongue tooth topaz torch tortoise towel tower town toy track
tractor trail train tray treasure tree trellis tribe trophy trout truck trumpet trunk tulip tundra tunnel turkey
turnip turtle tutor tweed twig umbrella uncle unicorn uniform union valley valve vanilla vase vault velvet
veranda vessel vest vicar village vine vinegar viola violet violin visitor voice volcano voyage wafer wagon waist
walnut walrus waltz warden water wave wax weasel weather well west whale wheat wheel whisker whistle willow wind
window wing winter wolf wood wool word worker wren wrist yacht yarn year yogurt zebra zenith zero zinc zipper
"""
WORDS = tuple(_TEXT.split())
