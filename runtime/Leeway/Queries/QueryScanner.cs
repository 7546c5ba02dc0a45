using System.Runtime.CompilerServices;

namespace Leeway.Queries;

/// <summary>Follows the text of a query, part by part: quotation marks, parentheses, and the words that join clauses.</summary>
/// <param name="language">The language of the query.</param>
internal struct QueryScanner(QueryLanguage language)
{
    private const int MaxKeywordLength = 5;

    private KeywordText _word;
    private int _wordLength;
    private int _wordStart;
    private int _endBeforeWord;
    private int _end;
    private int _orderStart = -1;
    private int _endBeforeOrder;

    /// <summary>The quotation mark that the text is inside; NUL outside of quotation marks.</summary>
    public char Quote { get; private set; }

    /// <summary>Whether the last character is a backslash that escapes the next one.</summary>
    public bool IsEscaping { get; private set; }

    /// <summary>The number of open parentheses.</summary>
    public int Depth { get; private set; }

    /// <summary>The operators outside of parentheses.</summary>
    public QueryConnectives Connectives { get; private set; }

    /// <summary>Where <c>ORDER BY</c> starts; negative if there is none.</summary>
    public int OrderStart { get; private set; } = -1;

    /// <summary>Follows a part of the text.</summary>
    /// <param name="text">The part.</param>
    /// <param name="start">The index of the part in the query.</param>
    /// <exception cref="FormatException">A parenthesis closes that was not opened, or a backslash has no meaning.</exception>
    public void Read(ReadOnlySpan<char> text, int start)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Read(text[i], start + i);
        }
    }

    /// <summary>Passes a value, which contains nothing that the scanner looks for.</summary>
    /// <param name="end">The index after the value.</param>
    public void Skip(int end)
    {
        EndWord(isSeparated: false);
        _end = end;
    }

    /// <summary>Checks that the text is complete, and returns the index where its clauses end and the order or white space starts.</summary>
    /// <exception cref="FormatException">A quotation mark or a parenthesis is open.</exception>
    public int Finish()
    {
        if (Quote != '\0')
        {
            throw new FormatException($"The {language.Name} query ends inside quotation marks. Close the quotation mark {Quote} or escape it.");
        }

        if (IsEscaping)
        {
            throw new FormatException($"The {language.Name} query ends in a backslash. Add the character that it escapes, or remove it.");
        }

        if (Depth != 0)
        {
            throw new FormatException($"The {language.Name} query ends with {Depth} open parentheses. Close them.");
        }

        EndWord(isSeparated: true);
        return OrderStart < 0 ? _end : _endBeforeOrder;
    }

    private void Read(char c, int index)
    {
        if (IsEscaping)
        {
            IsEscaping = language.IsEscape(c) ? false : throw new FormatException(
                $"The {language.Name} query has a backslash before '{c}' at index {index}, which is not an escape sequence. Write two backslashes for one.");
        }
        else if (c == '\\')
        {
            ReadBackslash(index);
        }
        else if (Quote != '\0')
        {
            Quote = c == Quote ? '\0' : Quote;
        }
        else if (language.IsWhiteSpace(c))
        {
            EndWord(isSeparated: true);
            return;
        }
        else
        {
            ReadToken(c, index);
        }

        _end = index + 1;
    }

    private void ReadBackslash(int index)
    {
        if (Quote == '\0')
        {
            if (!language.HasWordEscapes)
            {
                throw new FormatException(
                    $"The {language.Name} query has a backslash outside quotation marks at index {index}, where its meaning is not known. Quote the value.");
            }

            ReadWord('\\', index);
        }

        IsEscaping = true;
    }

    private void ReadToken(char c, int index)
    {
        switch (c)
        {
            case '"' or '\'':
                EndWord(isSeparated: false);
                Quote = c;
                break;
            case '(':
                EndWord(isSeparated: false);
                Depth++;
                break;
            case ')':
                EndWord(isSeparated: false);
                CloseParenthesis(index);
                break;
            case '&' or '|' or '!':
                EndWord(isSeparated: false);
                Add(c == '&' ? QueryConnectives.And : c == '|' ? QueryConnectives.Or : QueryConnectives.Not);
                break;
            case ',' or '=' or '~' or '<' or '>' or '[' or ']':
                EndWord(isSeparated: false);
                break;
            default:
                ReadWord(c, index);
                break;
        }
    }

    private void CloseParenthesis(int index)
    {
        if (Depth == 0)
        {
            throw new FormatException($"The {language.Name} query closes a parenthesis at index {index} that it does not open. Open it or remove it.");
        }

        Depth--;
    }

    private void ReadWord(char c, int index)
    {
        if (_wordLength == 0)
        {
            _wordStart = index;
            _endBeforeWord = _end;
        }

        if (_wordLength < MaxKeywordLength)
        {
            _word[_wordLength] = c;
        }

        _wordLength++;
    }

    /// <summary>Looks at the word that ends here, if any.</summary>
    /// <param name="isSeparated">Whether the word ends in white space, so that <c>BY</c> may follow <c>ORDER</c>.</param>
    private void EndWord(bool isSeparated)
    {
        if (_wordLength == 0)
        {
            _orderStart = isSeparated ? _orderStart : -1;
            return;
        }

        ReadOnlySpan<char> word = ((ReadOnlySpan<char>)_word)[..Math.Min(_wordLength, MaxKeywordLength)];
        bool isOrder = isSeparated && Depth == 0 && OrderStart < 0 && Is(word, "order");
        if (isOrder)
        {
            _endBeforeOrder = _endBeforeWord;
        }
        else if (_orderStart >= 0 && Is(word, "by"))
        {
            OrderStart = _orderStart;
        }

        _orderStart = isOrder ? _wordStart : -1;
        Add(Is(word, "and") ? QueryConnectives.And
            : Is(word, "or") ? QueryConnectives.Or
            : Is(word, "not") ? QueryConnectives.Not
            : QueryConnectives.None);
        _wordLength = 0;
    }

    private readonly bool Is(ReadOnlySpan<char> word, string keyword) =>
        _wordLength == keyword.Length && word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private void Add(QueryConnectives connective)
    {
        if (Depth == 0)
        {
            Connectives |= connective;
        }
    }

    [InlineArray(MaxKeywordLength)]
    private struct KeywordText
    {
        private char _first;
    }
}
