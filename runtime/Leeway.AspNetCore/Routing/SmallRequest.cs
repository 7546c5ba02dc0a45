using Microsoft.AspNetCore.Http.Metadata;

namespace Leeway.AspNetCore;

/// <summary>Limits the bodies of requests, which contain only small forms.</summary>
internal sealed class SmallRequest : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 64 * 1024;
}
