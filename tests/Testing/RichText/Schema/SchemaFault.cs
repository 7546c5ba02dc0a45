namespace Leeway.RichText.Schema;

/// <summary>A part of a JSON text that breaks a rule.</summary>
/// <param name="Pointer">The JSON pointer of the part.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record SchemaFault(string Pointer, string Problem)
{
    public override string ToString() => $"{(Pointer.Length == 0 ? "/" : Pointer)}: {Problem}";
}
