using System.Text;

namespace Leeway.AspNetCore;

/// <summary>HTML in which every value that was inserted is encoded.</summary>
internal readonly struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    /// <summary>Creates HTML from an interpolated string. The literal parts are HTML; the values are text, unless they are HTML already.</summary>
    /// <remarks>Values of attributes must be in double quotation marks.</remarks>
    public static Html Of(ref HtmlBuilder builder) => new(builder.ToText());

    /// <summary>Joins the HTML of several items.</summary>
    public static Html Join<T>(IEnumerable<T> items, Func<T, Html> write)
    {
        StringBuilder text = new();
        foreach (T item in items)
        {
            text.Append(write(item)._text);
        }

        return new Html(text.ToString());
    }

    public override string ToString() => _text ?? "";
}
