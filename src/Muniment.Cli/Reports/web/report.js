// Draws each chart from the specification beside it; a chart that fails stays hidden, for its table has the numbers.
(function () {
  'use strict';
  var config = {
    autosize: { type: 'fit-x', contains: 'padding' },
    font: 'system-ui, sans-serif',
    view: { stroke: null },
    axis: { labelColor: '#45515e', titleColor: '#16202b', titleFontWeight: 600, labelFontSize: 12, titleFontSize: 12, labelLimit: 230, gridColor: '#e6eaee', domainColor: '#6b7785', tickColor: '#6b7785' },
    legend: { labelFontSize: 12, labelColor: '#16202b' }
  };
  var options = { mode: 'vega-lite', ast: true, actions: false, renderer: 'svg', defaultStyle: false, tooltip: false, logLevel: 1, config: config };
  document.querySelectorAll('.chart').forEach(function (place) {
    place.classList.add('drawn');
    var drawing = document.createElement('div');
    drawing.style.width = '100%';
    place.appendChild(drawing);
    vegaEmbed(drawing, JSON.parse(document.getElementById(place.dataset.spec).textContent), options).catch(function (error) {
      place.classList.remove('drawn');
      console.error(place.dataset.spec, error);
    });
  });
})();
