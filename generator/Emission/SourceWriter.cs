using System;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes C# text, line by line, with the indentation of the place it has reached.</summary>
/// <remarks>Lines end in <c>\n</c> on every host, so that the same model gives the same bytes.</remarks>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new(16 * 1024);
    private int _indentation;

    /// <summary>Writes one line, or an empty one.</summary>
    public SourceWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _indentation * SpacesPerLevel).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Begins a line that <see cref="Append(string)"/> continues and <see cref="EndLine"/> ends.</summary>
    public SourceWriter StartLine(string text = "")
    {
        _text.Append(' ', _indentation * SpacesPerLevel).Append(text);
        return this;
    }

    public SourceWriter Append(string text)
    {
        _text.Append(text);
        return this;
    }

    public SourceWriter Append(int number)
    {
        _text.Append(number);
        return this;
    }

    public SourceWriter EndLine(string text = "")
    {
        _text.Append(text).Append('\n');
        return this;
    }

    /// <summary>Writes each line of a text of ours, such as a raw string, at the present indentation.</summary>
    public SourceWriter Lines(string text)
    {
        int start = 0;
        while (start <= text.Length)
        {
            int end = text.IndexOf('\n', start);
            if (end < 0)
            {
                end = text.Length;
            }

            int length = end > start && text[end - 1] == '\r' ? end - start - 1 : end - start;
            if (length > 0)
            {
                _text.Append(' ', _indentation * SpacesPerLevel).Append(text, start, length);
            }

            _text.Append('\n');
            start = end + 1;
        }

        return this;
    }

    /// <summary>Opens a block with a brace on its own line.</summary>
    public SourceWriter Open()
    {
        Line("{");
        _indentation++;
        return this;
    }

    /// <summary>Closes the block that was opened last.</summary>
    public SourceWriter Close(string suffix = "")
    {
        if (_indentation == 0)
        {
            throw new InvalidOperationException("More blocks were closed than opened.");
        }

        _indentation--;
        return Line("}" + suffix);
    }

    public SourceText ToSourceText()
    {
        if (_indentation != 0)
        {
            throw new InvalidOperationException("A block was left open.");
        }

        return SourceText.From(_text.ToString(), Encoding.UTF8);
    }

    public override string ToString() => _text.ToString();
}
