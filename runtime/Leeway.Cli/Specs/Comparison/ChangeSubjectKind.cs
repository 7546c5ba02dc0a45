namespace Leeway.Cli.Specs.Comparison;

internal enum ChangeSubjectKind
{
    Document,
    Operation,
    Schema,
}
