namespace Leeway.Cli.Specs;

/// <summary>Gets published documents, from a folder or from where Atlassian publishes them.</summary>
internal abstract class PublishedDocuments
{
    /// <exception cref="InputException">The document cannot be had.</exception>
    public abstract Task<byte[]> ReadAsync(SpecSource source, CancellationToken cancellationToken);

    /// <summary>Where the document comes from, for errors.</summary>
    public abstract string NameOf(SpecSource source);

    /// <summary>The documents in a folder, under the names that <c>sources.json</c> gives.</summary>
    public static PublishedDocuments In(string folder) => new Folder(folder);

    /// <summary>The documents at the addresses that <c>sources.json</c> gives.</summary>
    public static PublishedDocuments From(HttpClient client) => new Site(client);

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
                throw new InputException($"sources.json gives no https address of {source.Document}: state it there, or take the document from a folder with --from.");
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
                throw new InputException($"Cannot download '{address}': no whole answer came in {client.Timeout.TotalSeconds:N0} s.");
            }
        }
    }
}
