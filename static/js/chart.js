// <steward-chart>: draws the JSON beside it with ECharts. Its table stays, folded; without script it stays open.

let engine;

function load(source) {
  engine ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = () => {
      engine = undefined;
      reject(new Error("the chart library could not be loaded"));
    };
    document.head.append(script);
  });
  return engine;
}

// ECharts wants plain colours, and our tokens are light-dark() pairs: let the browser decide.
function colours(element) {
  const probe = document.createElement("span");
  element.append(probe);
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    series: [1, 2, 3, 4, 5, 6].map((number) => read(`chart-${number}`)),
    ink: read("ink"),
    quiet: read("ink-quiet"),
    line: read("line"),
    raised: read("raised"),
    surface: read("surface"),
  };
  probe.remove();
  return found;
}

// As many decimals as tell the lines of the axis apart: between 9.8 and 10 million there are several of them.
function decimalsOfAxis({ kind, series }) {
  const values = series.flatMap(({ values }) => values).filter((value) => value != null);
  const most = Math.max(...values.map(Math.abs));
  const step = (Math.max(...values) - (kind === "bar" || kind === "stacked" ? Math.min(0, ...values) : Math.min(...values))) / 4;
  if (!(step > 0)) return 1;
  const thousands = most < 1000 ? 1 : 1000 ** Math.floor(Math.log10(most) / 3);
  return Math.min(4, Math.max(1, Math.ceil(-Math.log10(step / thousands))));
}

function formats(data) {
  const { unit, locale, decimals, labels } = data;
  const currency = /^[A-Z]{3}$/.test(unit);
  const style = currency ? { style: "currency", currency: unit } : {};
  const tail = currency || !unit ? "" : unit === "%" ? " %" : ` ${unit}`;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const full = new Intl.NumberFormat(locale, { ...style, ...digits });
  const short = new Intl.NumberFormat(locale, { ...style, notation: "compact", maximumFractionDigits: decimalsOfAxis(data), minimumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" });
  const dated = (label) => /^\d{4}-\d{2}-\d{2}$/.test(label);
  const near = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  // Over months, an axis names each month once; over weeks, days.
  const months = dated(labels[0]) && labels.length > 1 && new Date(labels.at(-1)) - new Date(labels[0]) > 62 * 864e5;
  return {
    full: (value) => (value == null || Number.isNaN(value) ? "unknown" : full.format(value) + tail),
    named: unit === "%" ? "" : tail.trim(),
    short: (value) => short.format(value) + (unit === "%" ? " %" : ""),
    label: (label) => (dated(label) ? day.format(new Date(label)) : label),
    tick: (label) => (dated(label) ? (months ? month : near).format(new Date(label)) : label),
    ticked: months ? (at, label) => (at ? label.slice(0, 7) !== labels[at - 1].slice(0, 7) : label.endsWith("-01")) : "auto",
  };
}

function tooltip(colour) {
  return {
    // The default builds HTML with style attributes, which the content security policy refuses.
    renderMode: "richText",
    confine: true,
    backgroundColor: colour.raised,
    borderColor: colour.line,
    textStyle: { color: colour.ink, fontFamily: "inherit", fontSize: 13 },
    padding: [8, 12],
  };
}

function ring(data, colour, words) {
  return {
    tooltip: { ...tooltip(colour), formatter: ({ name, value }) => `${name}\n${words.full(value)}` },
    legend: { bottom: 0, icon: "circle", itemWidth: 8, textStyle: { color: colour.ink } },
    series: [
      {
        type: "pie",
        radius: ["58%", "82%"],
        center: ["50%", "44%"],
        label: { show: false },
        itemStyle: { borderColor: colour.surface, borderWidth: 2, borderRadius: 4 },
        data: data.labels.map((name, at) => ({ name, value: data.series[0].values[at] })),
      },
    ],
  };
}

function series(data, colour) {
  const bars = data.kind === "bar" || data.kind === "stacked";
  return data.series.map(({ name, values }, at) => ({
    name,
    data: values,
    type: bars ? "bar" : "line",
    stack: data.kind === "stacked" ? "all" : undefined,
    showSymbol: false,
    connectNulls: false,
    lineStyle: { width: 2, type: at === 1 ? [6, 4] : "solid" },
    areaStyle: data.kind === "area" ? { color: colour.series[at % 6], opacity: 0.12 } : undefined,
    barMaxWidth: 36,
    itemStyle: bars && data.kind === "bar" ? { borderRadius: [4, 4, 0, 0] } : {},
  }));
}

// Bands between percentiles, stacked upon the lowest, with the median and what else there is as lines.
function fan(data, colour) {
  const [lowest, , median] = data.series;
  const under = { type: "line", stack: "fan", showSymbol: false, silent: true, lineStyle: { opacity: 0 } };
  const bands = [0.12, 0.28, 0.28, 0.12].map((opacity, at) => ({
    ...under,
    areaStyle: { color: colour.series[0], opacity },
    data: data.series[at + 1].values.map((value, point) => value - data.series[at].values[point]),
  }));
  const line = ({ name, values }, at) => ({
    name,
    type: "line",
    data: values,
    showSymbol: false,
    lineStyle: { width: 2, type: at ? [6, 4] : "solid" },
  });
  return [{ ...under, data: lowest.values }, ...bands, ...[median, ...data.series.slice(5)].map(line)];
}

function cartesian(data, colour, words) {
  const several = data.series.length > 1;
  const drawn = data.kind === "fan" ? fan(data, colour) : series(data, colour);
  const named = data.kind === "fan" ? { data: drawn.filter(({ name }) => name).map(({ name }) => name) } : {};
  const bars = data.kind === "bar" || data.kind === "stacked";
  const unit = words.named ? { name: words.named, nameTextStyle: { color: colour.quiet, align: "right" } } : {};
  return {
    grid: { left: 4, right: 12, top: words.named ? 32 : 12, bottom: several ? 52 : 28 },
    legend: several ? { ...named, bottom: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, textStyle: { color: colour.ink } } : undefined,
    tooltip: {
      ...tooltip(colour),
      trigger: "axis",
      axisPointer: { lineStyle: { color: colour.quiet } },
      formatter: (points) => {
        const at = points[0].dataIndex;
        const said = data.kind === "fan" ? data.series.map(({ name, values }) => [name, values[at]]) : points.map(({ seriesName, value }) => [seriesName, value]);
        return [words.label(points[0].axisValue), ...said.map(([name, value]) => `${name}   ${words.full(value)}`)].join("\n");
      },
    },
    xAxis: {
      type: "category",
      data: data.labels,
      boundaryGap: bars,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line } },
      axisLabel: { color: colour.quiet, hideOverlap: true, interval: words.ticked, formatter: words.tick },
    },
    yAxis: {
      type: "value",
      scale: !bars,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colour.line } },
      axisLabel: { color: colour.quiet, formatter: words.short },
      ...unit,
    },
    series: drawn,
  };
}

class StewardChart extends HTMLElement {
  #chart;
  #watching = [];

  async connectedCallback() {
    const table = this.querySelector("details");
    const picture = this.querySelector(".chart-picture");
    try {
      const echarts = await load(this.dataset.engine);
      if (!this.isConnected) return;
      this.data = JSON.parse(document.getElementById(this.dataset.source).textContent);
      picture.hidden = false;
      table.open = false;
      this.#chart = echarts.init(picture, null, { renderer: "svg" });
      this.#draw();
    } catch (fault) {
      picture.hidden = true;
      table.open = true;
      console.warn(fault);
      return;
    }
    const resized = new ResizeObserver(() => this.#chart?.resize());
    resized.observe(picture);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => this.#draw();
    dark.addEventListener("change", redraw);
    this.#watching = [() => resized.disconnect(), () => dark.removeEventListener("change", redraw)];
  }

  disconnectedCallback() {
    this.#watching.forEach((stop) => stop());
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  #draw() {
    const colour = colours(this);
    const words = formats(this.data);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const shape = this.data.kind === "pie" ? ring : cartesian;
    this.#chart.setOption(
      {
        color: colour.series,
        animation: !still,
        animationDuration: 300,
        textStyle: { fontFamily: getComputedStyle(this).fontFamily },
        ...shape(this.data, colour, words),
      },
      true,
    );
  }
}

if (!customElements.get("steward-chart")) customElements.define("steward-chart", StewardChart);
