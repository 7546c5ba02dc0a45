using Leeway.Simulator.Gateway;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>Responds to downloads.</summary>
/// <param name="Route">The kind of the response.</param>
/// <param name="Media">The media host.</param>
/// <param name="Stranger">A host that does not belong to Atlassian.</param>
internal sealed record DownloadRoutes(DownloadRoute Route, Uri Media, Uri Stranger)
{
    private const int Hops = 6;

    /// <summary>Responds with the file, or with a redirect to it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attachment">The file.</param>
    /// <param name="status">The status of a redirect.</param>
    public SimulatedResponse Answer(SiteRequest call, SimulatedAttachment attachment, int status)
    {
        if (Route == DownloadRoute.Direct || call.Request.Query.GetValueOrDefault("redirect") == "false")
        {
            return FileAnswer.Of(attachment, call.Request);
        }

        string path = $"/{string.Join('/', call.Segments)}";
        string file = $"/file/{attachment.Id}/binary?token={attachment.MediaToken}";
        return SimulatedResponse.Redirect(status, Route switch
        {
            DownloadRoute.SameGateway => $"{call.Base}{path}?redirect=false",
            DownloadRoute.Site => call.SiteUrl + path,
            DownloadRoute.Stranger => RootOf(Stranger) + file,
            DownloadRoute.PlainHttp => new UriBuilder(Media) { Scheme = Uri.UriSchemeHttp, Port = -1 }.Uri.GetLeftPart(UriPartial.Authority) + file,
            DownloadRoute.Loop => call.Base + path,
            DownloadRoute.ManyHops => $"{RootOf(Media)}{file}&hops={Hops - 1}",
            _ => RootOf(Media) + file,
        });
    }

    private static string RootOf(Uri origin) => origin.GetLeftPart(UriPartial.Authority);
}
