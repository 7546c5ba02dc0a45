namespace Leeway.RichText.Schema;

/// <summary>A part of a JSON text that breaks a rule.</summary>
/// <param name="Path">The JSON pointer of the part.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record SchemaFault(string Path, string Problem)
{
    public override string ToString() => $"{(Path.Length == 0 ? "/" : Path)}: {Problem}";
}
