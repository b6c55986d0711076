// What of USWDS stays: the classes our pages name, and the patterns below, which any new page may
// use without building the sheet anew. Nothing that needs the design system's JavaScript.
module.exports = {
  content: ["../templates/**/*.html", "../incident_app/static/*.js", "../incident_app/web/**/*.py"],
  defaultExtractor: (text) => text.match(/[\w-/:@.]+(?<!:)/g) || [],
  keyframes: true,
  safelist: {
    standard: [
      /^(table|thead|tbody|tfoot|tr|th|td|caption|ol|ul|li|fieldset|legend|details|summary)$/,
      /^usa-alert(--(success|warning|error|info|slim|no-icon))?$/,
      /^usa-alert__(body|heading|text)$/,
      /^usa-button(--(outline|unstyled|secondary|big))?$/,
      /^usa-checkbox(__.+)?$/,
      /^usa-radio(__.+)?$/,
      /^usa-(error-message|fieldset|hint|intro|label|legend|link|sr-only|tag|textarea|select)$/,
      /^usa-(label|form-group|input)--error$/,
      /^usa-form-group$/,
      /^usa-input(--(small|medium))?$/,
      /^usa-list(--unstyled)?$/,
      /^usa-step-indicator(__.+|--(counters|no-labels))?$/,
      /^usa-summary-box(__.+)?$/,
      /^usa-table(--(borderless|striped|compact))?$/,
      /^usa-table-container--scrollable$/,
    ],
  },
  // States that only the design system's JavaScript, or a page we do not have, would set.
  blocklist: [
    /^usa-(prose|focus|combo-box|file-input|character-count|date-|time-|memorable|range)/,
    /--(hover|active|disabled)$/,
  ],
};
