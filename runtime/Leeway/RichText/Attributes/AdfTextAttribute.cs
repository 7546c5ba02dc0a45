using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A text.</summary>
/// <param name="accepts">Whether a text is valid.</param>
/// <param name="expected">Describes valid texts.</param>
internal sealed class AdfTextAttribute(Func<string, bool>? accepts, string expected) : AdfAttributeType
{
    public static readonly AdfTextAttribute Any = new(null, "");

    public static readonly AdfTextAttribute NotEmpty = new(static text => text.Length > 0, "a text that is not empty");

    /// <summary>Six hexadecimal digits.</summary>
    public static readonly AdfTextAttribute Color = new(static text => IsColor(text, 6), "a color such as #ff5630");

    /// <summary>Six hexadecimal digits, or eight with opacity.</summary>
    public static readonly AdfTextAttribute ColorWithOpacity =
        new(static text => IsColor(text, 6) || IsColor(text, 8), "a color such as #ff5630 or #ff563080");

    public static bool IsColor(string text, int digits)
    {
        if (text.Length != digits + 1 || text[0] != '#')
        {
            return false;
        }

        foreach (char c in text.AsSpan(1))
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    public override object? Read(ref JsonModelReader reader)
    {
        string? text = reader.ReadString();
        if (text is not null && accepts is not null && !accepts(text))
        {
            reader.RefuseShape();
            return null;
        }

        return text;
    }

    public override void Write(ref JsonModelWriter writer, int member, object? value) => writer.WriteString(member, (string?)value);

    public override void Check(object value, string name)
    {
        if (accepts is not null && !accepts((string)value))
        {
            throw new ArgumentException($"'{value}' is not valid. Pass {expected}.", name);
        }
    }
}
