using System.Text;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>A request as it was sent.</summary>
internal sealed record RecordedRequest(string Method, string Uri, IReadOnlyList<string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
