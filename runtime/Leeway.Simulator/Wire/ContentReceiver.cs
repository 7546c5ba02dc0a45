using System.Security.Cryptography;

namespace Leeway.Simulator.Wire;

/// <summary>Receives content: counts and hashes it, and stores it if it is small.</summary>
/// <param name="largestHeld">The maximum number of bytes to store.</param>
internal sealed class ContentReceiver(int largestHeld) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryStream? _held = new();
    private long _length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        // Stored content is not hashed as it arrives; hashing starts when the content turns out to be too large to store.
        if (_held is not null && _length + bytes.Length > largestHeld)
        {
            _hash.AppendData(_held.GetBuffer(), 0, (int)_held.Length);
            _held = null;
        }

        if (_held is null)
        {
            _hash.AppendData(bytes);
        }
        else
        {
            _held.Write(bytes);
        }

        _length += bytes.Length;
    }

    public SimulatedContent Finish() => _held is null
        ? SimulatedContent.Counted(_length, Convert.ToHexStringLower(_hash.GetHashAndReset()))
        : SimulatedContent.Of(_held.ToArray());

    public void Dispose() => _hash.Dispose();
}
