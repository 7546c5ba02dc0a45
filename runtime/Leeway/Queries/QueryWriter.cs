using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Leeway.Queries;

/// <summary>Builds the text of a query from literal parts, which are trusted, and values, which are quoted.</summary>
internal ref struct QueryWriter
{
    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.");

    private readonly QueryLanguage _language;
    private DefaultInterpolatedStringHandler _text;
    private QueryScanner _scanner;
    private int _literalStart;
    private int _literalLength;

    // Whether the last part is a value, and whether it ends in a quotation mark or parenthesis, which text must not touch.
    private bool _isAfterValue;
    private bool _isAfterDelimiter;

    public QueryWriter(QueryLanguage language, int literalLength, int valueCount)
    {
        _language = language;
        _text = new DefaultInterpolatedStringHandler(literalLength, valueCount, CultureInfo.InvariantCulture);
        _scanner = new QueryScanner(language);
    }

    /// <summary>Returns a value in quotation marks.</summary>
    /// <exception cref="ArgumentException">The value cannot be written.</exception>
    public static string Quote(ReadOnlySpan<char> value, QueryLanguage language)
    {
        var writer = new QueryWriter(language, value.Length + 2, 0);
        writer.AppendQuoted(value);
        return writer._text.ToStringAndClear();
    }

    /// <summary>Writes a part of the query that the application trusts.</summary>
    /// <exception cref="FormatException">The text cannot be part of a query here.</exception>
    public void WriteLiteral(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_isAfterDelimiter && _scanner.Quote == '\0' && !IsDelimiter(text[0], ",)]=!~<>&|"))
        {
            throw new FormatException(
                $"The {_language.Name} query has '{text}' directly after a value. Put a space between them, or put the quotation marks around both.");
        }

        _isAfterValue = false;
        _isAfterDelimiter = false;
        _literalStart = _text.Text.Length;
        _literalLength = text.Length;
        _text.AppendLiteral(text);
        _scanner.Read(text, _literalStart);
    }

    /// <summary>Writes a text value.</summary>
    /// <exception cref="ArgumentException">The value is null or cannot be written.</exception>
    public void WriteValue(string? value)
    {
        if (value is null)
        {
            throw CreateNullException();
        }

        WriteValue(value.AsSpan());
    }

    /// <summary>Writes a text value.</summary>
    /// <exception cref="ArgumentException">The value cannot be written.</exception>
    public void WriteValue(scoped ReadOnlySpan<char> value)
    {
        StartValue();
        AppendValue(value);
        EndValue(isDelimited: true);
    }

    /// <summary>Writes a value of any type that has a text.</summary>
    /// <exception cref="ArgumentException">The value is null or cannot be written.</exception>
    public void WriteValue<T>(T value, string? format)
    {
        StartValue();
        EndValue(isDelimited: AppendValue(value, format));
    }

    /// <summary>Writes a list of values in parentheses, or without them where the query has opened the list.</summary>
    /// <exception cref="ArgumentException">The list or a value is null, or the list is empty.</exception>
    public void WriteList<T>(IEnumerable<T>? values)
    {
        if (values is null)
        {
            throw CreateNullException();
        }

        StartValue();
        RefuseInQuotes("a list");
        char before = FindLastCharacter();
        bool isOpen = before is '(' or ',';
        if (!isOpen)
        {
            _text.AppendLiteral("(");
        }

        bool isFirst = true;
        foreach (T value in values)
        {
            if (!isFirst)
            {
                _text.AppendLiteral(", ");
            }

            isFirst = false;
            AppendValue(value, null);
        }

        if (isFirst)
        {
            throw new ArgumentException(
                $"The list{DescribePlace()} is empty, and {_language.Name} has no empty lists. Leave the clause out of the query if the list is empty.");
        }

        if (!isOpen)
        {
            _text.AppendLiteral(")");
        }

        EndValue(isDelimited: true);
    }

    /// <summary>Writes a field, which is escaped already.</summary>
    public void WriteField(string? field)
    {
        if (field is null)
        {
            throw new ArgumentException($"The field{DescribePlace()} has no name. Create it with {_language.FieldFactory}.");
        }

        StartValue();
        RefuseInQuotes("a field");
        _text.AppendFormatted(field);
        EndValue(isDelimited: true);
    }

    /// <summary>Writes a query inside this one, in parentheses if its operators could mix with those of this query.</summary>
    public void WriteQuery(QueryText query)
    {
        StartValue();
        RefuseInQuotes("a query");
        if (query.HasOrder)
        {
            throw new ArgumentException(
                $"The query{DescribePlace()} has an ORDER BY, which can only be at the end of the whole {_language.Name} query. Call OrderBy on the whole query instead.");
        }

        if (query.IsEmpty)
        {
            throw new ArgumentException($"The query{DescribePlace()} is empty. Use And or Or to join queries that may be empty, or check IsEmpty.");
        }

        _text.AppendLiteral(query.IsCompound ? "(" : "");
        _text.AppendFormatted(query.Where);
        _text.AppendLiteral(query.IsCompound ? ")" : "");
        EndValue(isDelimited: true);
    }

    /// <summary>Returns the query. The writer is not usable after this.</summary>
    /// <exception cref="FormatException">Quotation marks or parentheses are not closed.</exception>
    public QueryText ToQuery()
    {
        QueryScanner scanner = _scanner;
        return QueryText.Create(_text.ToStringAndClear(), ref scanner);
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text[1..] : text;
        return !digits.IsEmpty && digits[0] != '.' && digits[^1] != '.' && !digits.ContainsAnyExcept(s_numberCharacters) && digits.Count('.') < 2;
    }

    private static bool IsNumeric<T>(T value) => value is
        int or long or short or sbyte or byte or uint or ulong or ushort or nint or nuint or Int128 or UInt128 or BigInteger
        or decimal or double or float or Half;

    /// <summary>Writes a value of any type that has a text. Returns whether it ends in a quotation mark.</summary>
    private bool AppendValue<T>(T value, string? format)
    {
        switch (value)
        {
            case null:
                throw CreateNullException();
            case string text:
                return AppendValue(text);
            case bool condition:
                return AppendValue(condition ? "true" : "false");
            case Uri uri:
                return AppendValue(uri.IsAbsoluteUri ? uri.AbsoluteUri : uri.OriginalString);
            case DateOnly:
                return AppendFormattable(value, format ?? "yyyy-MM-dd");
            case DateTime or DateTimeOffset:
                return AppendFormattable(value, format ?? "yyyy-MM-dd HH:mm");
            case TimeSpan span when format is null:
                return AppendValue($"{(long)span.TotalMinutes}m");
            case Jql or Cql:
                throw new ArgumentException($"The value{DescribePlace()} is a query of another kind or in a list. Only single {_language.Name} queries can be part of a query.");
            default:
                return AppendFormattable(value, format);
        }
    }

    private bool AppendFormattable<T>(T value, string? format)
    {
        Span<char> buffer = stackalloc char[128];
        if (value is ISpanFormattable spanFormattable && spanFormattable.TryFormat(buffer, out int length, format, CultureInfo.InvariantCulture))
        {
            return AppendFormatted(value, buffer[..length]);
        }

        string? text = value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString();
        return text is null ? throw CreateNullException() : AppendFormatted(value, text);
    }

    private bool AppendFormatted<T>(T value, scoped ReadOnlySpan<char> text)
    {
        if (!IsNumeric(value) || !IsNumber(text))
        {
            return AppendValue(text);
        }

        _text.AppendFormatted(text);
        return false;
    }

    private bool AppendValue(scoped ReadOnlySpan<char> text)
    {
        if (_scanner.Quote != '\0')
        {
            AppendEscaped(text, _scanner.Quote);
            return false;
        }

        RequireSeparation();
        AppendQuoted(text);
        return true;
    }

    private void AppendQuoted(scoped ReadOnlySpan<char> text)
    {
        _text.AppendLiteral("\"");
        AppendEscaped(text, '"');
        _text.AppendLiteral("\"");
    }

    private void AppendEscaped(scoped ReadOnlySpan<char> text, char quote)
    {
        int copied = 0;
        for (int i = text.IndexOfAny(_language.Special); i >= 0 && i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (c != (quote ^ '"' ^ '\'') && _language.Special.Contains(c))
            {
                _text.AppendFormatted(text[copied..i]);
                copied = i + 1;
                AppendEscaped(c, i);
            }
        }

        _text.AppendFormatted(text[copied..]);
    }

    private void AppendEscaped(char c, int index)
    {
        if (c == '\0' || char.IsSurrogate(c))
        {
            throw new ArgumentException(
                $"The value{DescribePlace()} has {(c == '\0' ? "a NUL character" : "an unpaired surrogate")} at index {index}, which {_language.Name} cannot contain. Remove it.");
        }

        _text.AppendLiteral("\\");
        switch (c)
        {
            case '"' or '\'' or '\\':
                _text.AppendFormatted(c);
                break;
            case '\n':
                _text.AppendLiteral("n");
                break;
            case '\r':
                _text.AppendLiteral("r");
                break;
            case '\t':
                _text.AppendLiteral("t");
                break;
            default:
                _text.AppendLiteral("u");
                _text.AppendFormatted((int)c, "X4");
                break;
        }
    }

    private void StartValue()
    {
        if (_scanner.IsEscaping)
        {
            throw new FormatException($"The {_language.Name} query has a backslash before the value{DescribePlace()}. Remove it: values are escaped.");
        }

        if (_isAfterValue && _scanner.Quote == '\0')
        {
            throw new FormatException(
                $"The {_language.Name} query has no text between two values{DescribePlace()}. Join them to one value, or add an operator.");
        }
    }

    private void EndValue(bool isDelimited)
    {
        _isAfterValue = true;
        _isAfterDelimiter = isDelimited;
        if (_scanner.Quote == '\0')
        {
            _scanner.Skip(_text.Text.Length);
        }
    }

    private readonly bool IsDelimiter(char c, string delimiters) => _language.IsWhiteSpace(c) || delimiters.Contains(c);

    private readonly void RequireSeparation()
    {
        ReadOnlySpan<char> text = _text.Text;
        if (!text.IsEmpty && !IsDelimiter(text[^1], "([,=~<>!&|"))
        {
            throw new FormatException(
                $"The {_language.Name} query has no space before the value{DescribePlace()}. Add one, or put the quotation marks around the text and the value.");
        }
    }

    private readonly void RefuseInQuotes(string what)
    {
        if (_scanner.Quote != '\0')
        {
            throw new FormatException($"The {_language.Name} query has {what} inside quotation marks{DescribePlace()}. Remove the quotation marks.");
        }

        RequireSeparation();
    }

    private readonly char FindLastCharacter()
    {
        ReadOnlySpan<char> text = _text.Text.TrimEnd();
        return text.IsEmpty ? '\0' : text[^1];
    }

    private readonly ArgumentException CreateNullException() => new(
        $"The value{DescribePlace()} is null. {_language.NullAdvice}");

    /// <summary>Describes where the next value is, by the literal text before it: never by values, which may be confidential.</summary>
    private readonly string DescribePlace()
    {
        const int MaxLength = 40;
        ReadOnlySpan<char> text = _text.Text[_literalStart..];
        ReadOnlySpan<char> literal = text[..Math.Min(_literalLength, text.Length)].Trim();
        return literal.IsEmpty ? ""
            : literal.Length > MaxLength ? $" after '…{literal[^MaxLength..]}'"
            : $" after '{literal}'";
    }
}
