using System.Collections.Generic;
using System.Text;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Follows the text of a query, and says what it can have next.</summary>
internal sealed class QueryContext
{
    private const string Sign = "=";
    private const string Operand = "value";

    private readonly Stack<string> _parentheses = new();
    private readonly StringBuilder _word = new();
    private string _last = "";
    private string _beforeLast = "";
    private bool _isEscaping;
    private bool _isSeparated = true;
    private bool _isOrdered;
    private bool _isBroken;

    /// <summary>The quotation mark that the text is inside; NUL outside of quotation marks.</summary>
    public char Quote { get; private set; }

    /// <summary>Whether the last character is a quotation mark that opens.</summary>
    public bool IsJustOpened { get; private set; }

    /// <summary>Whether the text can end here: everything that it opens is closed.</summary>
    public bool IsComplete => Quote == '\0' && !_isEscaping && !_isBroken && _parentheses.Count == 0;

    /// <summary>Whether the text consists of clauses: it can be put in parentheses.</summary>
    public bool IsClause => IsComplete && !_isOrdered && _beforeLast.Length > 0 && _last is not (Sign or "," or "and" or "or" or "not" or "in" or "is" or "was");

    /// <summary>What can follow. In quotation marks that were just opened, what could be there instead of them.</summary>
    public QueryPosition Position => !_isSeparated || _word.Length > 0 ? QueryPosition.Other : _last switch
    {
        "(" when _parentheses.Count > 0 && _parentheses.Peek() == "in" => QueryPosition.FirstOfList,
        "(" when _parentheses.Count > 0 && _parentheses.Peek().Length > 0 => QueryPosition.Value,
        "," when _parentheses.Count > 0 && _parentheses.Peek().Length > 0 => QueryPosition.Value,
        "," or "by" when _isOrdered => QueryPosition.OrderField,
        "" or "and" or "or" or "(" => QueryPosition.Start,
        "not" => _beforeLast == "was" ? QueryPosition.Value : QueryPosition.Start,
        Sign or "was" or "from" or "to" or "on" or "by" or "before" or "after" or "during" => QueryPosition.Value,
        "in" => QueryPosition.List,
        _ => QueryPosition.Other,
    };

    /// <summary>Whether a text begins with an operator, so that a field is before it.</summary>
    public static bool StartsWithOperator(string text)
    {
        string rest = text.TrimStart();
        return rest.Length > 0 && (rest[0] is '=' or '!' or '~' or '<' or '>' || FirstWord(rest) is "in" or "not" or "is" or "was" or "changed");
    }

    /// <summary>Whether a text can follow a clause.</summary>
    public static bool CanFollowClause(string text)
    {
        string rest = text.TrimStart();
        return rest.Length == 0 || rest[0] is ')' or '&' or '|' || FirstWord(rest) is "and" or "or" or "order";
    }

    /// <summary>Whether a text can be directly after a value in quotation marks.</summary>
    public static bool IsSeparated(string text) => text.Length == 0 || IsWhiteSpace(text[0]) || ",)]=!~<>&|".IndexOf(text[0]) >= 0;

    /// <summary>Follows a text.</summary>
    public void Read(string text)
    {
        foreach (char c in text)
        {
            Read(c);
        }
    }

    /// <summary>Follows a value.</summary>
    public void ReadValue()
    {
        Add(Operand);
        _isSeparated = false;
        IsJustOpened = false;
    }

    /// <summary>Undoes the quotation mark that was just opened.</summary>
    public void RemoveQuote()
    {
        Quote = '\0';
        IsJustOpened = false;
    }

    /// <summary>Ends the text.</summary>
    public void End() => EndWord();

    private static bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static string FirstWord(string text)
    {
        int end = 0;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        return text.Substring(0, end).ToLowerInvariant();
    }

    private void Read(char c)
    {
        IsJustOpened = false;
        if (_isEscaping)
        {
            _isEscaping = false;
        }
        else if (c == '\\')
        {
            _isEscaping = true;
        }
        else if (Quote != '\0')
        {
            if (c == Quote)
            {
                Quote = '\0';
                ReadValue();
            }

            return;
        }
        else if (ReadToken(c))
        {
            return;
        }

        if (Quote == '\0')
        {
            _word.Append(c);
        }
    }

    /// <summary>Reads a character outside of quotation marks. Returns false if it is a part of a word.</summary>
    private bool ReadToken(char c)
    {
        if (!IsWhiteSpace(c) && "\"'(),=~<>!&|".IndexOf(c) < 0)
        {
            return false;
        }

        bool hasWord = _word.Length > 0;
        EndWord();
        switch (c)
        {
            case '"' or '\'':
                _isSeparated &= !hasWord;
                Quote = c;
                IsJustOpened = true;
                return true;
            case '(':
                _parentheses.Push(_last is "and" or "or" or "not" or "(" or Sign or "," ? "" : _last);
                Add("(");
                break;
            case ')':
                _isBroken |= _parentheses.Count == 0;
                _ = _parentheses.Count == 0 ? null : _parentheses.Pop();
                Add(Operand);
                _isSeparated = false;
                return true;
            case ',':
                Add(",");
                break;
            case '=' or '~' or '<' or '>':
                Add(Sign);
                break;
            case '!' or '&' or '|':
                Add(c == '!' ? "not" : "and");
                break;
        }

        _isSeparated = true;
        return true;
    }

    private void EndWord()
    {
        if (_word.Length > 0)
        {
            string word = _word.ToString().ToLowerInvariant();
            _word.Clear();
            _isOrdered |= word == "by" && _last == "order" && _parentheses.Count == 0;
            Add(word);
        }
    }

    private void Add(string token)
    {
        _beforeLast = _last;
        _last = token;
    }
}
