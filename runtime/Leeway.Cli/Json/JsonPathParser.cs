using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Cli;

/// <summary>Parses one JSONPath expression.</summary>
internal sealed class JsonPathParser(string text)
{
    private int _position;

    /// <exception cref="FormatException">The text is not an expression, or uses a selector that is not supported.</exception>
    public JsonPath Parse()
    {
        Expect("$");
        List<Func<JsonPlace, IEnumerable<JsonPlace>>> segments = [];
        while (_position < text.Length)
        {
            segments.Add(ReadSegment());
        }

        return new JsonPath(segments);
    }

    private Func<JsonPlace, IEnumerable<JsonPlace>> ReadSegment()
    {
        if (TryRead(".."))
        {
            Func<JsonPlace, IEnumerable<JsonPlace>> select = TryRead("[") ? ReadSelectors() : ReadShorthand();
            return place => place.DescendantsAndSelf().SelectMany(select);
        }

        if (TryRead("."))
        {
            return ReadShorthand();
        }

        Expect("[");
        return ReadSelectors();
    }

    private Func<JsonPlace, IEnumerable<JsonPlace>> ReadShorthand() => TryRead("*") ? static place => place.Children() : SelectMember(ReadName());

    /// <summary>Reads the selectors between brackets, after the opening one.</summary>
    private Func<JsonPlace, IEnumerable<JsonPlace>> ReadSelectors()
    {
        List<Func<JsonPlace, IEnumerable<JsonPlace>>> selectors = [];
        do
        {
            SkipSpace();
            selectors.Add(ReadSelector());
            SkipSpace();
        }
        while (TryRead(","));

        Expect("]");
        return place => selectors.SelectMany(select => select(place));
    }

    private Func<JsonPlace, IEnumerable<JsonPlace>> ReadSelector()
    {
        if (TryRead("*"))
        {
            return static place => place.Children();
        }

        if (TryRead("?"))
        {
            Predicate<JsonPlace> filter = ReadFilter();
            return place => place.Children().Where(child => filter(child));
        }

        return ReadNameOrIndex();
    }

    /// <summary>Reads a selector of at most one value.</summary>
    private Func<JsonPlace, IEnumerable<JsonPlace>> ReadNameOrIndex()
    {
        if (TryReadQuoted() is { } name)
        {
            return SelectMember(name);
        }

        int start = _position;
        TryRead("-");
        SkipWhile(char.IsAsciiDigit);
        return int.TryParse(text.AsSpan(start, _position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
            ? place => place.FindItem(index) is { } item ? [item] : []
            : throw Fail("a name in quotes, an index, '*' or a filter", start);
    }

    private Predicate<JsonPlace> ReadFilter()
    {
        SkipSpace();
        if (!TryRead("("))
        {
            return ReadConditions();
        }

        Predicate<JsonPlace> conditions = ReadConditions();
        Expect(")");
        return conditions;
    }

    private Predicate<JsonPlace> ReadConditions()
    {
        List<Predicate<JsonPlace>> conditions = [];
        do
        {
            SkipSpace();
            conditions.Add(ReadCondition());
            SkipSpace();
        }
        while (TryRead("&&"));

        return place => conditions.TrueForAll(condition => condition(place));
    }

    private Predicate<JsonPlace> ReadCondition()
    {
        Expect("@");
        List<Func<JsonPlace, IEnumerable<JsonPlace>>> segments = [];
        while (true)
        {
            if (TryRead("."))
            {
                segments.Add(SelectMember(ReadName()));
            }
            else if (TryRead("["))
            {
                segments.Add(ReadNameOrIndex());
                Expect("]");
            }
            else
            {
                break;
            }
        }

        JsonPath path = new(segments);
        SkipSpace();
        if (!TryRead("=="))
        {
            return place => path.Select(place).Any();
        }

        SkipSpace();
        JsonNode? literal = ReadLiteral();
        return place => path.Select(place).Any(value => JsonNode.DeepEquals(value.Value, literal));
    }

    private JsonNode? ReadLiteral()
    {
        if (TryReadQuoted() is { } quoted)
        {
            return JsonValue.Create(quoted);
        }

        int start = _position;
        SkipWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.');
        try
        {
            return JsonNode.Parse(text[start.._position]);
        }
        catch (JsonException)
        {
            throw Fail("a text in quotes, a number, true, false or null", start);
        }
    }

    private string ReadName()
    {
        int start = _position;
        SkipWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or > '\x7f');
        return _position > start && !char.IsAsciiDigit(text[start]) ? text[start.._position] : throw Fail("a name", start);
    }

    /// <summary>Reads a text in single or double quotes; null if there is none.</summary>
    private string? TryReadQuoted()
    {
        if (_position == text.Length || text[_position] is not ('\'' or '"'))
        {
            return null;
        }

        int start = _position;
        char quote = text[_position++];
        StringBuilder value = new();
        while (_position < text.Length && text[_position] != quote)
        {
            if (text[_position] == '\\' && (++_position == text.Length || text[_position] is not ('\\' or '\'' or '"' or '/')))
            {
                throw Fail("a quote, a slash or a backslash after the backslash", _position);
            }

            value.Append(text[_position++]);
        }

        return TryRead(quote.ToString()) ? value.ToString() : throw Fail("a closing quote", start);
    }

    private static Func<JsonPlace, IEnumerable<JsonPlace>> SelectMember(string name) => place => place.FindMember(name) is { } member ? [member] : [];

    private bool TryRead(string token)
    {
        if (!text.AsSpan(_position).StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        _position += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!TryRead(token))
        {
            throw Fail($"'{token}'", _position);
        }
    }

    private void SkipSpace() => SkipWhile(static c => c is ' ' or '\t');

    private void SkipWhile(Func<char, bool> condition)
    {
        while (_position < text.Length && condition(text[_position]))
        {
            _position++;
        }
    }

    private static FormatException Fail(string expected, int position) => new($"expected {expected} at column {position + 1}.");
}
