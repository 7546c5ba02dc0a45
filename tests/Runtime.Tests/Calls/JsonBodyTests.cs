using System.Buffers;
using System.Text;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

public class JsonBodyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BodyShouldBeSentUnchangedEachTimeWithItsLengthAndType()
    {
        using JsonBody body = JsonBody.Create<IReadOnlyList<string>, ListCodec<string, StringCodec>>(["a", "ä"], "application/json-patch+json");
        Assert.Equal("application/json-patch+json", body.Headers.ContentType?.ToString());
        for (int i = 0; i < 2; i++)
        {
            using var sent = new MemoryStream();
            await body.CopyToAsync(sent, Cancellation);
            Assert.Equal(RawJson.Parse("[\"a\",\"ä\"]"), RawJson.Parse(sent.ToArray()));
            Assert.Equal(sent.Length, body.Headers.ContentLength);
        }
    }

    [Fact]
    public async Task MemoryShouldNotBeReturnedBeforeTheLastWriteHasEnded()
    {
        string text = new('a', 900);
        var body = JsonBody.Create<string, StringCodec>(text);
        var target = new HeldStream();
        Task copying = body.CopyToAsync(target, Cancellation);
        body.Dispose();

        // If the memory had been returned to the pool, it would be rented here.
        List<byte[]> rented = [.. Enumerable.Range(0, 64).Select(static i => ArrayPool<byte>.Shared.Rent(512 << (i % 8)))];
        rented.ForEach(static array => Array.Fill(array, (byte)'!'));
        target.Release();
        await copying;
        rented.ForEach(static array => ArrayPool<byte>.Shared.Return(array));

        Assert.Equal($"\"{text}\"", Encoding.UTF8.GetString(target.Written));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => body.CopyToAsync(new MemoryStream(), Cancellation));
    }

    [Fact]
    public void NullShouldBeRefusedWithTheNameOfItsParameter()
    {
        string issue = null!;
        Assert.Equal(nameof(issue), Assert.Throws<ArgumentNullException>(() => JsonBody.Create<string, StringCodec>(issue)).ParamName);
    }

    /// <summary>Accepts bytes only when it is released, as a socket under load does.</summary>
    private sealed class HeldStream : MemoryStream
    {
        private readonly TaskCompletionSource _released = new();

        public byte[] Written => ToArray();

        public void Release() => _released.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _released.Task;
            Write(buffer.Span);
        }
    }

    [Fact]
    public async Task BodyShouldNotBeReadAfterItWasDisposedOf()
    {
        JsonBody untouched = JsonBody.Create<string, StringCodec>("a");
        JsonBody examined = JsonBody.Create<string, StringCodec>("a");
        JsonBody sent = JsonBody.Create<string, StringCodec>("a");
        JsonBody disposedTwice = JsonBody.Create<string, StringCodec>("a");
        Assert.False(examined.MayHave("/a"));
        await sent.CopyToAsync(new MemoryStream(), Cancellation);
        disposedTwice.Dispose();

        foreach (JsonBody body in (JsonBody[])[untouched, examined, sent, disposedTwice])
        {
            body.Dispose();
            Assert.Throws<ObjectDisposedException>(() => body.MayHave("/a"));
        }
    }

    [Fact]
    public void ValueThatCannotBeWrittenShouldBeReported() =>
        Assert.Throws<InvalidOperationException>(static () => JsonBody.Create<string, FailingCodec>("a"));

    private readonly struct FailingCodec : IJsonCodec<string>
    {
        public static string? Read(ref JsonModelReader reader) => null;

        public static void Write(ref JsonModelWriter writer, string? value) => throw new InvalidOperationException();
    }
}
