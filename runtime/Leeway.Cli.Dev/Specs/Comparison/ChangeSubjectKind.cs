namespace Leeway.Cli.Dev.Specs.Comparison;

internal enum ChangeSubjectKind
{
    Document,
    Operation,
    Schema,
}
