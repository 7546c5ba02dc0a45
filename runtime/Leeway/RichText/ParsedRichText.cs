using System.ComponentModel;
using System.Text.Json;
using Leeway.RichText;

namespace Leeway.Generated;

/// <summary>The rich text in a text, so that reading a property repeatedly parses its text once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParsedRichText
{
    private readonly string _text;
    private readonly AdfDocument? _document;

    private ParsedRichText(string text, AdfDocument? document)
    {
        _text = text;
        _document = document;
    }

    /// <summary>Returns the rich text in a text; null if there is none, or the text is something else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="last">The result of the last call.</param>
    public static AdfDocument? Read(string? text, ref ParsedRichText? last)
    {
        if (text is null)
        {
            return null;
        }

        // One read and one write of the reference, so that threads need no lock.
        ParsedRichText? parsed = last;
        if (!ReferenceEquals(parsed?._text, text))
        {
            last = parsed = new ParsedRichText(text, Parse(text));
        }

        return parsed._document;
    }

    private static AdfDocument? Parse(string text)
    {
        try
        {
            return AdfDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
