using System.Buffers;
using System.Runtime.CompilerServices;

namespace Leeway.Json;

/// <summary>Collects items whose number is not known yet: the first eight on the stack, more in rented arrays.</summary>
internal ref struct ItemBuffer<T>
{
    private Eight _first;
    private T[]? _rented;
    private int _count;

    public readonly int Count => _count;

    public void Add(T item)
    {
        int count = _count;
        if (count < Eight.Length)
        {
            _first[count] = item;
        }
        else
        {
            if (_rented is null || count == _rented.Length)
            {
                Grow();
            }

            _rented![count] = item;
        }

        _count = count + 1;
    }

    /// <summary>Returns the items in an array, and empties the buffer.</summary>
    public T[] ToArray()
    {
        if (_count == 0)
        {
            return [];
        }

        T[] items;
        if (_rented is null)
        {
            items = ((ReadOnlySpan<T>)_first)[.._count].ToArray();
        }
        else
        {
            items = _rented.AsSpan(0, _count).ToArray();
        }

        Dispose();
        return items;
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<T>.Shared.Return(_rented, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            _rented = null;
        }

        _count = 0;
    }

    private void Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(_count * 4);
        if (_rented is null)
        {
            ((ReadOnlySpan<T>)_first).CopyTo(larger);
        }
        else
        {
            _rented.CopyTo(larger, 0);
            ArrayPool<T>.Shared.Return(_rented, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }

        _rented = larger;
    }

    [InlineArray(Length)]
    private struct Eight
    {
        public const int Length = 8;

        private T _item;
    }
}
