using System.Security.Cryptography;

namespace Leeway.Simulator.Wire;

/// <summary>Takes content as it arrives: counts and hashes it, and holds it while it is small.</summary>
/// <param name="largestHeld">How many bytes are held at most.</param>
internal sealed class ContentReceiver(int largestHeld) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryStream? _held = new();
    private long _length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        // Content that is held need not be hashed as it comes: only when there turns out to be too much of it.
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
