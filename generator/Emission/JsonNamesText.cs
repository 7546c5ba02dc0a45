using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Leeway.Generator.Emission;

/// <summary>The text from which the runtime's <c>JsonNames</c> are made.</summary>
internal static class JsonNamesText
{
    /// <summary>The characters that JSON has a letter for,</summary>
    private const string Escapable = "\"\\\b\f\n\r\t";

    /// <summary>and their letters.</summary>
    private const string Letters = "\"\\bfnrt";

    /// <summary>
    /// A UTF-8 literal of names as JSON writes them, each ended by a line feed, or by a carriage return where it is
    /// required. Neither stands in a JSON string, so no name of a document ends early or begins another; half a
    /// surrogate pair, which UTF-8 cannot hold, is an escape of JSON.
    /// </summary>
    public static string Literal(IEnumerable<(string Name, bool IsRequired)> names)
    {
        var text = new StringBuilder();
        foreach ((string name, bool isRequired) in names)
        {
            Append(name, text);
            text.Append(isRequired ? '\r' : '\n');
        }

        return CSharpText.Literal(text.ToString()) + "u8";
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
