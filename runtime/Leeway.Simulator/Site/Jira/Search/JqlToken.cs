namespace Leeway.Simulator.Site.Jira;

/// <summary>A word, a quoted value or an operator of a query.</summary>
/// <param name="Text">The text, without quotes.</param>
/// <param name="IsQuoted">Whether the text was in quotes, so that it cannot be a keyword.</param>
internal readonly record struct JqlToken(string Text, bool IsQuoted)
{
    public bool Is(string keyword) => !IsQuoted && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits a query.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static List<JqlToken> Split(string text)
    {
        List<JqlToken> tokens = [];
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '"' or '\'')
            {
                tokens.Add(ReadQuoted(text, ref i));
            }
            else if (c is '(' or ')' or ',')
            {
                tokens.Add(new JqlToken(text[i++].ToString(), false));
            }
            else
            {
                int start = i;
                bool isOperator = IsOperator(c);
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('"' or '\'' or '(' or ')' or ',') && IsOperator(text[i]) == isOperator)
                {
                    i++;
                }

                tokens.Add(new JqlToken(text[start..i], false));
            }
        }

        return tokens;
    }

    private static bool IsOperator(char c) => c is '=' or '!' or '<' or '>' or '~';

    private static JqlToken ReadQuoted(string text, ref int i)
    {
        char quote = text[i++];
        System.Text.StringBuilder value = new();
        for (; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                i++;
                return new JqlToken(value.ToString(), true);
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            value.Append(text[i]);
        }

        throw new FormatException($"Error in the JQL Query: The quoted string '{value}' has not been completed.");
    }
}
