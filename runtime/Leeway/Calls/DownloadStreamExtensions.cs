namespace Leeway;

/// <summary>Gives access to the metadata of a download.</summary>
public static class DownloadStreamExtensions
{
    /// <summary>
    /// Returns the stream of a call as a <see cref="DownloadStream"/>. Generated methods return <see cref="Stream"/>, so that Refit can
    /// implement their interfaces too.
    /// </summary>
    /// <param name="call">A call of a generated client.</param>
    /// <exception cref="InvalidCastException">The call was not made with a generated client.</exception>
    public static async Task<DownloadStream> AsDownloadAsync(this Task<Stream> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return (DownloadStream)await call.ConfigureAwait(false);
    }
}
