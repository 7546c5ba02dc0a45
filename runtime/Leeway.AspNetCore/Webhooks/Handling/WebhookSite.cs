using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Finds the site of a delivery, which only links in its body name.</summary>
internal static class WebhookSite
{
    /// <returns>The address of the site, or its cloud id if the link is one of the gateway; empty if there is no link.</returns>
    public static string Find(RawJson body)
    {
        foreach ((_, RawJson value) in body.EnumerateObject())
        {
            string site = FindIn(value);
            if (site.Length == 0 && value.FindObject("author") is { } author)
            {
                site = FindIn(author);
            }

            if (site.Length > 0)
            {
                return site;
            }
        }

        return "";
    }

    private static string FindIn(RawJson entity)
    {
        if (entity.FindAddress("self") is not { } self || !(self.Scheme == Uri.UriSchemeHttps || (self.Scheme == Uri.UriSchemeHttp && self.IsLoopback)))
        {
            return "";
        }

        return self.AbsolutePath.Split('/') is ["", "ex", _, var id, ..] && Guid.TryParse(id, out Guid cloudId)
            ? cloudId.ToString()
            : self.GetLeftPart(UriPartial.Authority).ToLowerInvariant() is var address && self.UserInfo.Length == 0 ? address : "";
    }
}
