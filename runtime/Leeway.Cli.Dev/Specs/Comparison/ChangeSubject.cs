namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>The subject of a change.</summary>
/// <param name="Kind">Whether it is the document, an operation or a schema.</param>
/// <param name="Name">The method and route of an operation, or the name of a schema.</param>
internal readonly record struct ChangeSubject(ChangeSubjectKind Kind, string Name)
{
    public static ChangeSubject Document { get; } = new(ChangeSubjectKind.Document, "");

    public static ChangeSubject Operation(string key) => new(ChangeSubjectKind.Operation, key);

    public static ChangeSubject Schema(string name) => new(ChangeSubjectKind.Schema, name);
}
