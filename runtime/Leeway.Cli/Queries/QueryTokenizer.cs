using System.Globalization;
using System.Text;

namespace Leeway.Cli.Queries;

/// <summary>Splits a query into tokens. It shares nothing with the code that quotes values, so that each can check the other.</summary>
/// <param name="query">The query.</param>
/// <param name="dialect">Its language.</param>
internal sealed class QueryTokenizer(string query, QueryDialect dialect)
{
    private int _position;

    /// <summary>Returns all tokens; the last one is the end.</summary>
    /// <exception cref="QuerySyntaxException">A character or word is not allowed, or quotation marks are not closed.</exception>
    public static List<QueryToken> Tokenize(string query, QueryDialect dialect)
    {
        QueryTokenizer tokenizer = new(query, dialect);
        List<QueryToken> tokens = [];
        do
        {
            tokens.Add(tokenizer.Read());
        }
        while (tokens[^1].Kind != QueryTokenKind.End);
        return tokens;
    }

    private QueryToken Read()
    {
        while (_position < query.Length && QueryDialect.IsWhiteSpace(query[_position]))
        {
            _position++;
        }

        if (_position == query.Length)
        {
            return new QueryToken(QueryTokenKind.End, "", _position);
        }

        char c = query[_position];
        return c is '"' or '\'' ? ReadQuoted(c)
            : IsSymbol(c) ? ReadSymbol(c)
            : ReadWord();
    }

    private bool IsSymbol(char c) => c is '(' or ')' or '[' or ']' or ',' or '=' or '~' or '<' or '>' or '!' || (dialect.HasEscapesInWords && c is '&' or '|');

    private QueryToken ReadSymbol(char c)
    {
        int start = _position++;
        char next = _position < query.Length ? query[_position] : '\0';
        if (c is '&' or '|')
        {
            _position += next == c ? 1 : 0;
            return new QueryToken(QueryTokenKind.Keyword, c == '&' ? "and" : "or", start);
        }

        bool isPair = (next == '=' && c is '!' or '<' or '>') || (next == '~' && c == '!');
        _position += isPair && next is '=' or '~' ? 1 : 0;
        return new QueryToken(QueryTokenKind.Symbol, query[start.._position], start);
    }

    private QueryToken ReadQuoted(char quote)
    {
        int start = _position++;
        StringBuilder text = new();
        while (true)
        {
            if (_position == query.Length)
            {
                throw new QuerySyntaxException("The quotation mark is not closed", start);
            }

            char c = query[_position];
            if (c == quote)
            {
                _position++;
                return new QueryToken(QueryTokenKind.Quoted, text.ToString(), start);
            }

            if (c == '\\')
            {
                text.Append(ReadEscape());
                continue;
            }

            if (!dialect.IsInQuotes(c))
            {
                throw new QuerySyntaxException($"The character U+{(int)c:X4} is not allowed in quotation marks", _position);
            }

            text.Append(c);
            _position++;
        }
    }

    private QueryToken ReadWord()
    {
        int start = _position;
        bool isEscaped = false;
        StringBuilder text = new();
        while (_position < query.Length && query[_position] is var c && !QueryDialect.IsWhiteSpace(c) && !IsSymbol(c) && c is not ('"' or '\''))
        {
            if (c == '\\' && dialect.HasEscapesInWords)
            {
                isEscaped = true;
                text.Append(ReadEscape());
                continue;
            }

            if (c == '\\' || !dialect.IsInWords(c))
            {
                throw new QuerySyntaxException($"The character '{c}' is not allowed outside quotation marks", _position);
            }

            text.Append(c);
            _position++;
        }

        return isEscaped ? new QueryToken(QueryTokenKind.Word, text.ToString(), start) : Classify(text.ToString(), start);
    }

    private QueryToken Classify(string word, int start)
    {
        string lowerCase = word.ToLowerInvariant();
        if (dialect.IsReserved(lowerCase))
        {
            throw new QuerySyntaxException($"The word '{word}' is reserved, so that it needs quotation marks,", start);
        }

        ReadOnlySpan<char> digits = word.AsSpan(word.StartsWith('-') ? 1 : 0);
        return dialect.IsKeyword(lowerCase) ? new QueryToken(QueryTokenKind.Keyword, lowerCase, start)
            : digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') ? new QueryToken(QueryTokenKind.Number, word, start)
            : new QueryToken(QueryTokenKind.Word, word, start);
    }

    private char ReadEscape()
    {
        int start = _position;
        char c = start + 1 < query.Length ? query[start + 1] : '\0';
        if (dialect.Unescape(c) is { } unescaped)
        {
            _position += 2;
            return unescaped;
        }

        if (dialect.HasEscapesInWords && c == 'u' && start + 6 <= query.Length
            && ushort.TryParse(query.AsSpan(start + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            _position += 6;
            return (char)code;
        }

        throw new QuerySyntaxException("The backslash escapes nothing", start);
    }
}
