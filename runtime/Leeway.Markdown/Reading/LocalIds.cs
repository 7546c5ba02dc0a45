using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Markdown.Reading;

/// <summary>Creates the local ids of one document.</summary>
internal sealed class LocalIds(string markdown, Func<string>? create)
{
    private byte[]? _seed;
    private int _count;

    public string Next() => create is not null ? create() : Derive();

    /// <summary>Derives an id from the text and the number of the ids before it.</summary>
    private string Derive()
    {
        _seed ??= SHA256.HashData(Encoding.UTF8.GetBytes(markdown));
        Span<byte> input = stackalloc byte[SHA256.HashSizeInBytes + sizeof(int)];
        _seed.CopyTo(input);
        BinaryPrimitives.WriteInt32LittleEndian(input[SHA256.HashSizeInBytes..], _count++);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return new Guid(hash[..16]).ToString();
    }
}
