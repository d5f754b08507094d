/// The records that share a key with the one that is judged.
package struct Counterparts {
  private let numbers: [RecordNumber]
  private let inventory: Inventory

  init(numbers: [RecordNumber], inventory: Inventory) {
    self.numbers = numbers
    self.inventory = inventory
  }

  /// Visits them in inventory order; a record is only good until the next.
  package func forEachRecord(_ visit: (CertificateRecord) -> Void) {
    inventory.forEachRecord(numbered: numbers) { record, _ in visit(record) }
  }
}
