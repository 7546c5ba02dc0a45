using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
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
    private static readonly char[] s_lineBreaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    private readonly StringBuilder _text = new(16 * 1024);
    private readonly StringBuilder _line = new(256);
    private int _indentation;
    private int _lineIndentation;
    private bool _hasValue;

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

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);

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
        if (_line.Length == 0 && !_hasValue)
        {
            while (start < end && text[start] == ' ')
            {
                _lineIndentation++;
                start++;
            }
        }

        _line.Append(text, start, end - start);
    }

    private void AppendValue(string? value)
    {
        _hasValue = true;
        if (value is null)
        {
            return;
        }

        if (value.IndexOfAny(s_lineBreaks) >= 0)
        {
            throw new ArgumentException("A value of a template has more than one line. Escape it, or write its lines with a method.", nameof(value));
        }

        _line.Append(value);
    }

    private void AppendPart(Action<SourceWriter> write)
    {
        if (_line.Length > 0)
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
        if (_line.Length > 0)
        {
            LineLayout.Write(_line.ToString(), _indentation + _lineIndentation, _text);
        }
        else if (!_hasValue)
        {
            _text.Append('\n');
        }

        _line.Clear();
        _lineIndentation = 0;
        _hasValue = false;
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
