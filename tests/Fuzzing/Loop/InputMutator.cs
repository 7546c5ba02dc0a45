using System.Text;

namespace Leeway.Fuzzing.Loop;

/// <summary>Changes inputs at random.</summary>
/// <param name="random">Determines the changes.</param>
/// <param name="corpus">The inputs, which may grow.</param>
/// <param name="tokens">Parts of the language of the inputs.</param>
internal sealed class InputMutator(Random random, IReadOnlyList<byte[]> corpus, IReadOnlyList<string> tokens)
{
    private const int MaxChanges = 8;

    private static readonly string[] s_numbers =
        ["0", "-1", "1", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807", "18446744073709551616", "1e400", "1.5", "0.1e-400", "00"];

    /// <summary>Byte sequences that readers of text get wrong: parts of UTF-8, surrogates, control characters, and characters with no width.</summary>
    private static readonly byte[][] s_bytes =
        [[0], [0x7F], [0x80], [0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F, 0x98, 0x80], [0xE2, 0x80, 0xAE], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [(byte)'\r', (byte)'\n'], [(byte)'\t']];

    /// <summary>Returns a changed input.</summary>
    public byte[] Next()
    {
        List<byte> input = [.. corpus[random.Next(corpus.Count)]];
        for (int i = 1 + random.Next(MaxChanges); i > 0; i--)
        {
            Change(input);
        }

        return input.Count <= InputRecorder.MaxLength ? [.. input] : [.. input[..InputRecorder.MaxLength]];
    }

    private void Change(List<byte> input)
    {
        (int start, int length) = NextRange(input);
        switch (random.Next(10))
        {
            case 0 when input.Count > 0:
                input[random.Next(input.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                input.RemoveRange(start, length);
                break;
            case 2:
                Insert(input, input.GetRange(start, length));
                break;
            case 3:
                byte[] other = corpus[random.Next(corpus.Count)];
                (int from, int count) = NextRange(other);
                Insert(input, other[from..(from + count)]);
                break;
            case 4:
                // Deep nesting and long texts.
                List<byte> part = input.GetRange(start, Math.Min(length, 64));
                Insert(input, [.. Enumerable.Repeat(part, 1 + random.Next(random.Next(4) == 0 ? 600 : 8)).SelectMany(static p => p)]);
                break;
            case 5:
                Insert(input, Encoding.UTF8.GetBytes(s_numbers[random.Next(s_numbers.Length)]));
                break;
            case 6:
                Insert(input, s_bytes[random.Next(s_bytes.Length)]);
                break;
            case 7:
                input.RemoveRange(start, length);
                input.InsertRange(start, NextToken());
                break;
            default:
                Insert(input, NextToken());
                break;
        }
    }

    private byte[] NextToken() => Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Count)]);

    private void Insert(List<byte> input, IReadOnlyCollection<byte> part) => input.InsertRange(random.Next(input.Count + 1), part);

    /// <summary>Returns a part of the input, mostly a short one.</summary>
    private (int Start, int Length) NextRange(IReadOnlyCollection<byte> input)
    {
        int start = random.Next(input.Count + 1);
        int room = input.Count - start;
        return (start, random.Next(Math.Min(room, random.Next(3) == 0 ? room : 12) + 1));
    }
}
