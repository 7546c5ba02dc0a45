namespace Leeway.Cli.Specs.Comparison;

/// <summary>What a change is told of.</summary>
/// <param name="Kind">Whether it is the document, an operation or a schema.</param>
/// <param name="Name">For an operation its method and route, for a schema its name.</param>
internal readonly record struct ChangeSubject(ChangeSubjectKind Kind, string Name)
{
    public static ChangeSubject Document { get; } = new(ChangeSubjectKind.Document, "");

    public static ChangeSubject Operation(string key) => new(ChangeSubjectKind.Operation, key);

    public static ChangeSubject Schema(string name) => new(ChangeSubjectKind.Schema, name);
}
