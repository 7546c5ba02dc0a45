using System;
using System.Buffers;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>The text of a file while it is written. Its memory is reused for the next file.</summary>
internal sealed class CodeText
{
    private char[] _buffer = ArrayPool<char>.Shared.Rent(64 * 1024);

    /// <summary>The number of characters.</summary>
    public int Length { get; private set; }

    public void Append(char c)
    {
        EnsureCapacity(1);
        _buffer[Length++] = c;
    }

    public void AppendSpaces(int count)
    {
        EnsureCapacity(count);
        _buffer.AsSpan(Length, count).Fill(' ');
        Length += count;
    }

    public void Append(string text) => Append(text, 0, text.Length);

    public void Append(string text, int start, int count)
    {
        EnsureCapacity(count);
        text.CopyTo(start, _buffer, Length, count);
        Length += count;
    }

    /// <summary>Removes the text from a position to the end, and returns it.</summary>
    public string TakeFrom(int start)
    {
        var text = new string(_buffer, start, Length - start);
        Length = start;
        return text;
    }

    /// <summary>Removes the text from a position to the end.</summary>
    public void RemoveFrom(int start) => Length = start;

    /// <summary>Returns the text, and gives the memory back: nothing can be appended any more.</summary>
    public SourceText Complete()
    {
        var text = new string(_buffer, 0, Length);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
        return SourceText.From(text, Encoding.UTF8);
    }

    private void EnsureCapacity(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + count, 2 * _buffer.Length));
        Array.Copy(_buffer, larger, Length);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
