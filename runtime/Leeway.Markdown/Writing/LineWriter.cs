using System.Text;

namespace Leeway.Markdown.Writing;

/// <summary>Writes lines, each after the prefixes of the quotes and list items that it is in.</summary>
internal sealed class LineWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _prefixes = [];

    /// <summary>What comes before the first line of a list item instead of the last prefix.</summary>
    private string? _marker;

    public bool IsNested => _prefixes.Count > 0;

    /// <summary>Starts a container.</summary>
    /// <param name="prefix">What comes before each of its lines.</param>
    /// <param name="marker">What comes before its first line instead; null if that is no exception.</param>
    public void Push(string prefix, string? marker = null)
    {
        _prefixes.Add(prefix);
        _marker = marker;
    }

    /// <summary>Ends a container. One without a line gets its marker or prefix on a line.</summary>
    public void Pop()
    {
        if (_marker is not null)
        {
            WriteLine("");
        }

        _prefixes.RemoveAt(_prefixes.Count - 1);
    }

    /// <summary>Writes lines.</summary>
    /// <param name="text">Text, in which a line feed starts the next line.</param>
    public void WriteLine(ReadOnlySpan<char> text)
    {
        foreach (Range line in text.Split('\n'))
        {
            StartLine(isBlank: text[line].IsEmpty);
            _text.Append(text[line]).Append('\n');
        }
    }

    /// <summary>Writes the end of the text without its last line break.</summary>
    public override string ToString() => _text.Length > 0 && _text[^1] == '\n' ? _text.ToString(0, _text.Length - 1) : _text.ToString();

    private void StartLine(bool isBlank)
    {
        int start = _text.Length;
        int last = _prefixes.Count - 1;
        for (int i = 0; i <= last; i++)
        {
            _text.Append(i == last && _marker is not null ? _marker : _prefixes[i]);
        }

        _marker = null;
        if (isBlank)
        {
            int end = _text.Length;
            while (end > start && _text[end - 1] == ' ')
            {
                end--;
            }

            _text.Length = end;
        }
    }
}
