namespace Leeway.Generator.Emission;

/// <summary>Creates documentation comments of generated code.</summary>
internal static class DocComment
{
    /// <summary>Returns a summary; empty if there is no text.</summary>
    /// <param name="text">The text as XML. Text from a document must be escaped by <see cref="CSharpText.EscapeComment"/>.</param>
    public static string FormatSummary(string? text) => FormatElement("summary", text);

    /// <summary>Returns remarks; empty if there is no text.</summary>
    /// <inheritdoc cref="FormatSummary"/>
    public static string FormatRemarks(string? text) => FormatElement("remarks", text);

    /// <summary>Returns the summary of a document, or another text.</summary>
    /// <param name="summary">The text of the document, or null. Untrusted.</param>
    /// <param name="other">The other text as XML.</param>
    public static string FormatSummaryOr(string? summary, string other) => FormatSummary(summary is { Length: > 0 } ? CSharpText.EscapeComment(summary) : other);

    private static string FormatElement(string name, string? text) => string.IsNullOrEmpty(text) ? "" : "/// <" + name + ">" + text + "</" + name + ">";
}
