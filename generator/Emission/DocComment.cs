namespace Leeway.Generator.Emission;

/// <summary>Writes documentation comments of generated code.</summary>
internal static class DocComment
{
    /// <summary>Writes a summary of one line.</summary>
    /// <param name="text">The text as XML. Text from a document must be escaped by <see cref="CSharpText.DocText"/>.</param>
    public static SourceWriter Summary(this SourceWriter writer, string text) => writer.Line("/// <summary>" + text + "</summary>");
}
