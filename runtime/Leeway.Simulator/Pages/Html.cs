using System.Globalization;
using System.Text.Encodings.Web;

namespace Leeway.Simulator.Pages;

/// <summary>HTML in which every value that was inserted is encoded.</summary>
internal sealed class Html
{
    private readonly string _text;

    private Html(string text) => _text = text;

    public static Html Empty { get; } = new("");

    /// <summary>Creates HTML from an interpolated string. The literal parts are HTML; the values are text, unless they are HTML already.</summary>
    /// <remarks>Values of attributes must be in double quotation marks.</remarks>
    public static Html Of(FormattableString text) => new(text.ToString(Encoding.Instance));

    /// <summary>Joins the HTML of several items.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    public override string ToString() => _text;

    private sealed class Encoding : IFormatProvider, ICustomFormatter
    {
        public static readonly Encoding Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            arg is Html html ? html._text : HtmlEncoder.Default.Encode(Convert.ToString(arg, CultureInfo.InvariantCulture) ?? "");
    }
}
