using System.Text;

namespace Leeway.Markdown.Writing;

/// <summary>Writes lines, each after the prefixes of the quotes and list items that it is in.</summary>
internal sealed class LineWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>What comes before each line, and what comes before the next line instead.</summary>
    private readonly List<(string Prefix, string? Marker)> _containers = [];

    public bool IsNested => _containers.Count > 0;

    /// <summary>Starts a container.</summary>
    /// <param name="prefix">What comes before each of its lines.</param>
    /// <param name="marker">What comes before its first line instead.</param>
    public void Push(string prefix, string marker) => _containers.Add((prefix, marker));

    /// <summary>Ends a container. The marker of one without a line gets a line.</summary>
    public void Pop()
    {
        if (_containers[^1].Marker is not null)
        {
            WriteLine("");
        }

        _containers.RemoveAt(_containers.Count - 1);
    }

    /// <summary>Writes lines.</summary>
    /// <param name="text">Text, in which a line feed starts the next line.</param>
    public void WriteLine(ReadOnlySpan<char> text)
    {
        foreach (Range line in text.Split('\n'))
        {
            int start = _text.Length;
            for (int i = 0; i < _containers.Count; i++)
            {
                (string prefix, string? marker) = _containers[i];
                _text.Append(marker ?? prefix);
                _containers[i] = (prefix, null);
            }

            if (text[line].IsEmpty)
            {
                TrimEnd(start);
            }

            _text.Append(text[line]).Append('\n');
        }
    }

    /// <summary>Returns the text without its last line break.</summary>
    public override string ToString() => _text.ToString(0, Math.Max(0, _text.Length - 1));

    private void TrimEnd(int start)
    {
        int end = _text.Length;
        while (end > start && _text[end - 1] == ' ')
        {
            end--;
        }

        _text.Length = end;
    }
}
