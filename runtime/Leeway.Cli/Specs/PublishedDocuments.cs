using System.Net;

namespace Leeway.Cli.Specs;

/// <summary>Reads published documents from a folder, or downloads them from Atlassian.</summary>
internal abstract class PublishedDocuments
{
    /// <summary>Many times the size of the largest document.</summary>
    private const int MaxDocumentSize = 64 * 1024 * 1024;

    /// <exception cref="InputException">The document cannot be read or downloaded.</exception>
    public abstract Task<byte[]> ReadAsync(SpecSource source, CancellationToken cancellationToken);

    /// <summary>Returns the path or address of the document, for error messages.</summary>
    public abstract string NameOf(SpecSource source);

    /// <summary>Reads the documents from a folder, under the file names in <c>sources.json</c>.</summary>
    public static PublishedDocuments In(string folder) => new Folder(folder);

    /// <summary>Downloads the documents from the addresses in <c>sources.json</c>.</summary>
    public static PublishedDocuments From(HttpClient client) => new Site(client);

    /// <summary>Creates a client for <see cref="From"/>.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { MaxResponseContentBufferSize = MaxDocumentSize };

    private sealed class Folder(string folder) : PublishedDocuments
    {
        public override Task<byte[]> ReadAsync(SpecSource source, CancellationToken cancellationToken) =>
            Task.FromResult(InputFile.ReadBytes(NameOf(source)));

        public override string NameOf(SpecSource source) => Path.Combine(folder, source.Published);
    }

    private sealed class Site(HttpClient client) : PublishedDocuments
    {
        public override string NameOf(SpecSource source) => source.Address ?? source.Published;

        public override async Task<byte[]> ReadAsync(SpecSource source, CancellationToken cancellationToken)
        {
            if (!Uri.TryCreate(source.Address, UriKind.Absolute, out Uri? address)
                || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            {
                throw new InputException($"sources.json has no https address for {source.Document}. Add it there, or read the document from a folder with --from.");
            }

            try
            {
                return await client.GetByteArrayAsync(address, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or InvalidDataException)
            {
                throw new InputException($"Cannot download '{address}': {e.Message.ReplaceLineEndings(" ")}");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InputException($"Cannot download '{address}': the response was not complete after {client.Timeout.TotalSeconds:N0} s. Try again, or read the document from a folder with --from.");
            }
        }
    }
}
