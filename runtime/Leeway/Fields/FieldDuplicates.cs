using System.Buffers;
using System.Numerics;
using System.Text;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>Removes members whose name occurs again. The last one counts, in the place of the first.</summary>
internal static class FieldDuplicates
{
    private const int MaxStackSlots = 512;

    /// <summary>Moves the members that count to the start.</summary>
    /// <returns>The number of them.</returns>
    public static int Remove(ReadOnlySpan<byte> text, Span<FieldEntry> entries)
    {
        // A table of positions plus one, at most half full, with the next slot tried on a collision.
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)entries.Length * 2);
        int[]? rented = length > MaxStackSlots ? ArrayPool<int>.Shared.Rent(length) : null;
        Span<int> slots = rented is null ? stackalloc int[MaxStackSlots] : rented;
        slots = slots[..length];
        slots.Clear();
        int count = 0;
        foreach (ref FieldEntry entry in entries)
        {
            int slot = ComputeHash(text, in entry) & (length - 1);
            while (slots[slot] != 0 && !HaveSameName(text, in entries[slots[slot] - 1], in entry))
            {
                slot = (slot + 1) & (length - 1);
            }

            if (slots[slot] != 0)
            {
                entries[slots[slot] - 1] = entry;
                continue;
            }

            entries[count] = entry;
            slots[slot] = ++count;
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return count;
    }

    /// <summary>Computes a hash that a sender cannot foresee.</summary>
    private static int ComputeHash(ReadOnlySpan<byte> text, in FieldEntry entry)
    {
        ReadOnlySpan<byte> name = text.Slice(entry.NameStart + 1, entry.NameLength - 2);
        var hash = default(HashCode);
        hash.AddBytes(entry.IsNameEscaped ? Encoding.UTF8.GetBytes(JsonSyntax.Unescape(name)) : name);
        return hash.ToHashCode();
    }

    private static bool HaveSameName(ReadOnlySpan<byte> text, in FieldEntry left, in FieldEntry right)
    {
        ReadOnlySpan<byte> leftName = text.Slice(left.NameStart, left.NameLength);
        ReadOnlySpan<byte> rightName = text.Slice(right.NameStart, right.NameLength);
        return leftName.SequenceEqual(rightName)
            || ((left.IsNameEscaped || right.IsNameEscaped) && JsonSyntax.Unescape(leftName) == JsonSyntax.Unescape(rightName));
    }
}
