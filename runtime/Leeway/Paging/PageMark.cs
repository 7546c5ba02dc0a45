using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Short marks by which pages and tokens are recognised when they come again.</summary>
/// <remarks>The first 16 bytes of a SHA-256: two different pages or tokens do not have the same one.</remarks>
internal static class PageMark
{
    /// <summary>The mark of a page with items: how many there are, the first one and the last one.</summary>
    /// <remarks>Items of a list are distinct, so pages that agree in these are the same. The items between are not written, for speed.</remarks>
    public static UInt128 OfPage<TItem>(IReadOnlyList<TItem> items, Func<TItem, RawJson> write)
    {
        Span<byte> parts = stackalloc byte[sizeof(int) + (2 * SHA256.HashSizeInBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(parts, items.Count);
        SHA256.HashData(write(items[0]).Utf8.Span, parts[sizeof(int)..]);
        SHA256.HashData(write(items[^1]).Utf8.Span, parts[(sizeof(int) + SHA256.HashSizeInBytes)..]);
        return Of(parts);
    }

    /// <summary>The mark of a page's token, or of what its link has instead.</summary>
    public static UInt128 OfToken(PagePlace place)
    {
        string token = place.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"{position} {place.Token}") : place.Token!;
        return Of(MemoryMarshal.AsBytes(token.AsSpan()));
    }

    private static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
