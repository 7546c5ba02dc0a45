using System;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes C# text line by line, with the current indentation.</summary>
/// <remarks>Lines end with <c>\n</c> on every operating system, so that the same model produces the same bytes.</remarks>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new(16 * 1024);
    private int _indentation;

    /// <summary>Writes a line, which may be empty.</summary>
    public SourceWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _indentation * SpacesPerLevel).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Starts a line, which <see cref="Append(string)"/> continues and <see cref="EndLine"/> ends.</summary>
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

    /// <summary>Writes each line of a text, such as a raw string, with the current indentation. Do not pass text from a document.</summary>
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

    /// <summary>Closes the innermost open block.</summary>
    public SourceWriter Close(string suffix = "")
    {
        if (_indentation == 0)
        {
            throw new InvalidOperationException("There is no open block to close.");
        }

        _indentation--;
        return Line("}" + suffix);
    }

    public SourceText ToSourceText()
    {
        if (_indentation != 0)
        {
            throw new InvalidOperationException("A block is still open. Close it first.");
        }

        return SourceText.From(_text.ToString(), Encoding.UTF8);
    }

    public override string ToString() => _text.ToString();
}
