using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes C# from templates, which are raw strings that show the code as it comes out.</summary>
/// <remarks>
/// <para>A value in a template is inserted as it is. A line that contains only values, all of which are empty, is left out.</para>
/// <para>
/// A method that stands alone in a line writes the lines of a part of the code. They have the indentation of that line.
/// </para>
/// <para>
/// Lines have at most <see cref="LineLayout.MaxColumns"/> columns: those that are longer are broken where <see cref="Wrapping"/> allows it,
/// and comments between words. Lines end with <c>\n</c> on every operating system, so that the same model produces the same bytes.
/// </para>
/// </remarks>
internal sealed class SourceWriter
{
    private readonly CodeText _text = new();
    private readonly List<LineMark> _marks = [];
    private int _indentation;
    private int _lineIndentation;

    /// <summary>Where the line begins in the text, after its indentation; -1 if the line is empty so far.</summary>
    private int _lineStart = -1;
    private bool _hasValue;
    private bool _isComment;

    /// <summary>Writes the lines of a template.</summary>
    public SourceWriter Write([InterpolatedStringHandlerArgument("")] ref Template template)
    {
        EndLine();
        return this;
    }

    /// <summary>Writes the lines of a template without values, or an empty line.</summary>
    public SourceWriter Write(string template = "")
    {
        AppendLiteral(template);
        EndLine();
        return this;
    }

    /// <summary>Writes a part for each item, with an empty line between the parts.</summary>
    public void WriteEach<T>(IEnumerable<T> items, Action<SourceWriter, T> write)
    {
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst)
            {
                Write();
            }

            isFirst = false;
            write(this, item);
        }
    }

    /// <summary>Returns what was written. Nothing can be written afterwards.</summary>
    public SourceText Complete() => _text.Complete();

    private void AppendLiteral(string text)
    {
        int start = 0;
        for (int end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', start))
        {
            AppendPart(text, start, end > start && text[end - 1] == '\r' ? end - 1 : end);
            EndLine();
            start = end + 1;
        }

        AppendPart(text, start, text.Length);
    }

    private void AppendPart(string text, int start, int end)
    {
        if (_lineStart < 0 && !_hasValue)
        {
            while (start < end && text[start] == ' ')
            {
                _lineIndentation++;
                start++;
            }
        }

        if (start < end)
        {
            BeginLine(text, start);
            _text.Append(text, start, end - start);
        }
    }

    private void AppendValue(string? value)
    {
        _hasValue = true;
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        BeginLine(value!, 0);
        if (IsPrintableAscii(value!))
        {
            _text.Append(value!);
            return;
        }

        int start = 0;
        for (int i = 0; i < value!.Length; i++)
        {
            char c = value[i];
            if (c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                throw new ArgumentException("A value of a template has more than one line. Escape it, or write its lines with a method.", nameof(value));
            }

            if (Wrapping.IsMark(c))
            {
                _text.Append(value, start, i - start);
                _marks.Add(new LineMark(_text.Length - _lineStart, c));
                _text.Append(Wrapping.Flatten(c));
                start = i + 1;
            }
        }

        _text.Append(value, start, value.Length - start);
    }

    /// <summary>Whether a text has neither marks nor line breaks, as most have. It compares four characters at a time.</summary>
    private static bool IsPrintableAscii(string text)
    {
        ReadOnlySpan<ulong> blocks = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
        foreach (ulong block in blocks)
        {
            // No sum overflows into the next character, and the highest bit of each is set from the space on.
            if ((block & 0xFF80_FF80_FF80_FF80) != 0 || ((block + 0x7FE0_7FE0_7FE0_7FE0) & 0x8000_8000_8000_8000) != 0x8000_8000_8000_8000)
            {
                return false;
            }
        }

        for (int i = 4 * blocks.Length; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the indentation before the first text of a line.</summary>
    private void BeginLine(string text, int start)
    {
        if (_lineStart < 0)
        {
            _text.AppendSpaces(_indentation + _lineIndentation);
            _lineStart = _text.Length;
            _isComment = CommentLayout.IsComment(text, start);
        }
    }

    private void AppendPart(Action<SourceWriter> write)
    {
        if (_lineStart >= 0)
        {
            throw new InvalidOperationException("A part of the code does not stand alone in its line.");
        }

        int outer = _lineIndentation;
        _indentation += outer;
        _lineIndentation = 0;
        _hasValue = false;
        write(this);
        _indentation -= outer;
        _hasValue = true;
    }

    private void EndLine()
    {
        if (_lineStart < 0)
        {
            if (!_hasValue)
            {
                _text.Append('\n');
            }
        }
        else
        {
            EndText();
        }

        _lineStart = -1;
        _lineIndentation = 0;
        _hasValue = false;
        _marks.Clear();
    }

    /// <summary>Ends a line that has text. Most lines fit, and stay as they were written.</summary>
    private void EndText()
    {
        int indentation = _indentation + _lineIndentation;
        if (indentation + _text.Length - _lineStart <= LineLayout.MaxColumns || (_marks.Count == 0 && !_isComment))
        {
            _text.Append('\n');
            return;
        }

        string line = _text.TakeFrom(_lineStart);
        _text.RemoveFrom(_lineStart - indentation);
        if (_isComment)
        {
            CommentLayout.Break(line, indentation, _text);
        }
        else
        {
            new LineLayout(line, _marks, _text).Break(indentation);
        }
    }

    /// <summary>The template of a call of <see cref="Write(ref Template)"/>, which the compiler splits into text and values.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Template
    {
        private readonly SourceWriter _writer;

        public Template(int literalLength, int formattedCount, SourceWriter writer) => _writer = writer;

        public void AppendLiteral(string text) => _writer.AppendLiteral(text);

        public void AppendFormatted(string? value) => _writer.AppendValue(value);

        public void AppendFormatted(int value) => _writer.AppendValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

        public void AppendFormatted(Action<SourceWriter> write) => _writer.AppendPart(write);
    }
}
