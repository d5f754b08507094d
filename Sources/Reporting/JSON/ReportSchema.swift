/// The JSON Schema (draft 2020-12) of the JSON report.
package enum ReportSchema {
  package static var text: String {
    String(decoding: PackageResources.report_schema_json, as: UTF8.self)
  }
}
