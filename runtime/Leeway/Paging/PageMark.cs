using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Computes short hashes that recognize pages and tokens when they repeat.</summary>
/// <remarks>A hash is the first 16 bytes of a SHA-256, so two different pages or tokens do not have the same one.</remarks>
internal static class PageMark
{
    /// <summary>Computes the hash of a page with items: the number of items, the first one and the last one.</summary>
    /// <remarks>
    /// The items of a list are distinct, so pages with these in common are the same. The other items are skipped for speed.
    /// </remarks>
    public static UInt128 OfPage<TItem>(IReadOnlyList<TItem> items, Func<TItem, RawJson> write)
    {
        Span<byte> parts = stackalloc byte[sizeof(int) + (2 * SHA256.HashSizeInBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(parts, items.Count);
        SHA256.HashData(write(items[0]).Utf8.Span, parts[sizeof(int)..]);
        SHA256.HashData(write(items[^1]).Utf8.Span, parts[(sizeof(int) + SHA256.HashSizeInBytes)..]);
        return Compute(parts);
    }

    /// <summary>Computes the hash of a page's token, or of the position that its link has instead.</summary>
    public static UInt128 OfToken(PagePlace place)
    {
        string token = place.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"{position} {place.Token}") : place.Token!;
        return Compute(MemoryMarshal.AsBytes(token.AsSpan()));
    }

    private static UInt128 Compute(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
