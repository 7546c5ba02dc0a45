namespace Leeway;

/// <summary>Reaches what is known of a download.</summary>
public static class DownloadStreamExtensions
{
    /// <summary>
    /// Takes the stream of a call for what it is. The calls themselves return <see cref="Stream"/>, so that their interfaces can be
    /// Refit's too.
    /// </summary>
    /// <param name="call">A call of a generated client.</param>
    /// <exception cref="InvalidCastException">The call was not sent by a generated client.</exception>
    public static async Task<DownloadStream> AsDownloadAsync(this Task<Stream> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return (DownloadStream)await call.ConfigureAwait(false);
    }
}
