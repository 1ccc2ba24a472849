import ArgumentParser
import Foundation
import Outerline
import OuterlineWeb
import Vocabulary

/// Copies what a desk lives on.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy project, documents and accounts into a new folder; a desk may go on serving them.",
        discussion: """
            The copy is a folder 'outerline-<moment>' in FOLDER with project.gpkg, desk.sqlite and the folder \
            project.documents if there are any. To go back, stop the desk and put them where they were, the documents \
            under the project's name.
            """)
    @OptionGroup var store: AccountOptions
    @Argument(help: "The folder that takes the copy; it exists already.") var folder: String

    func run() throws {
        let accounts = try store.store()
        let copy = try DeskBackup.make(
            file: store.file, accounts, into: folder, at: Date(), by: Operator.name)
        Notes.write("backed up \(copy.events) events")
        print("\(folder)/\(copy.name)")
    }
}

/// Prints the description of the API.
struct Description: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print the description of the API (OpenAPI 3.1), made from its routes.")

    func run() throws { print(try OpenAPI.text(), terminator: "") }
}
