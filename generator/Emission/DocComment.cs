namespace Leeway.Generator.Emission;

/// <summary>Documentation comments of generated code.</summary>
internal static class DocComment
{
    /// <summary>Writes a summary of one line.</summary>
    /// <param name="text">XML: text of a document has passed <see cref="CSharpText.DocText"/>.</param>
    public static SourceWriter Summary(this SourceWriter writer, string text) => writer.Line("/// <summary>" + text + "</summary>");
}
