using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Leeway.Generator.Emission;

/// <summary>Creates the text from which the runtime's <c>JsonNames</c> are read.</summary>
internal static class JsonNamesText
{
    /// <summary>The characters that JSON escapes by a letter.</summary>
    private const string Escapable = "\"\\\b\f\n\r\t";

    /// <summary>The letters of <see cref="Escapable"/>, in the same order.</summary>
    private const string Letters = "\"\\bfnrt";

    /// <summary>
    /// Returns a UTF-8 literal of names as JSON strings. Each name ends with a line feed, or with a carriage return if it is required. Neither
    /// character can be in a JSON string, so a name from a document cannot end early or start another one. Half of a surrogate pair, which
    /// UTF-8 cannot represent, is written as a JSON escape.
    /// </summary>
    public static string FormatLiteral(IEnumerable<(string Name, bool IsRequired)> names)
    {
        var text = new StringBuilder();
        foreach ((string name, bool isRequired) in names)
        {
            Append(name, text);
            text.Append(isRequired ? '\r' : '\n');
        }

        return CSharpText.FormatLiteral(text.ToString()) + "u8";
    }

    private static void Append(string name, StringBuilder text)
    {
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            int letter = Escapable.IndexOf(c);
            if (letter >= 0)
            {
                text.Append('\\').Append(Letters[letter]);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                text.Append(c).Append(name[++i]);
            }
            else if (c < ' ' || char.IsSurrogate(c))
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }
    }
}
