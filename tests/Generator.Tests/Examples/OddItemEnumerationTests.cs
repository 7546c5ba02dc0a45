using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Checks that each enumeration returns every valid item of pages with invalid items, once and in order.</summary>
public class OddItemEnumerationTests
{
    /// <summary>The positions of valid items in a list in which valid and invalid items alternate.</summary>
    private static readonly int[] s_good = [0, 2, 4, 6];

    public static TheoryData<string> Documents => [.. PackageDocument.ForSlowestTests.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task EveryValidItemShouldBeReturned(string document)
    {
        RoundTrips roundTrips = RoundTrips.OfSample(document);
        var faults = new List<string>();
        foreach (InterfaceShape shape in roundTrips.Client.Interfaces)
        {
            foreach (OperationShape operation in shape.Operations.Where(static o => o.Enumeration is not null))
            {
                string[] elements = Elements(operation.Enumeration!.Page.Item, new ShapedJson(roundTrips.Client, new Random(1)));
                using var server = new PagingServer(roundTrips.Client, operation, elements);
                try
                {
                    List<string> items = await roundTrips.EnumerateAsync(shape, operation, server);
                    if (!AreSame(items, elements))
                    {
                        faults.Add($"{operation.Id}: {string.Join(' ', items)} of {string.Join(' ', elements)}");
                    }
                }
                catch (Exception exception)
                {
                    faults.Add($"{operation.Id}: {exception.GetType().Name}: {exception.Message}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static string[] Elements(TypeReference item, ShapedJson json)
    {
        var elements = new string[s_good[^1] + 1];
        for (int i = 0; i < elements.Length; i++)
        {
            // If an item may be any JSON, any JSON is a valid item.
            elements[i] = i % 2 == 0 || item.Kind is TypeKind.Json or TypeKind.Alternatives ? Good(item, json, i)
                : i % 4 == 1 ? "null"
                : item.Kind is TypeKind.Model or TypeKind.Union or TypeKind.Page or TypeKind.Map ? "\"odd\"" : "{\"odd\":[1]}";
        }

        return elements;
    }

    /// <summary>Creates an item that differs from the others. Equal pages would indicate a server that ignores the position.</summary>
    private static string Good(TypeReference item, ShapedJson json, int number)
    {
        string good = json.Of(item);
        string mark = string.Create(CultureInfo.InvariantCulture, $"\"item\":{number}");
        return good switch
        {
            "{}" => "{" + mark + "}",
            ['{', ..] => "{" + mark + "," + good[1..],
            ['"', ..] => $"\"item {number}\"",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static bool AreSame(List<string> items, string[] elements) =>
        items.Count == s_good.Length && s_good.Select((position, i) => AreSame(elements[position], items[i])).All(static same => same);

    private static bool AreSame(string element, string item)
    {
        using JsonDocument before = JsonDocument.Parse(element);
        using JsonDocument after = JsonDocument.Parse(item);
        return !JsonComparison.Differences(before.RootElement, after.RootElement).Any();
    }

    /// <summary>Divides a list into pages according to the document of the operation. A page has three elements unless the request sets more.</summary>
    private sealed class PagingServer(ClientShape client, OperationShape operation, string[] elements) : HttpMessageHandler
    {
        private const int UsualSize = 3;

        private readonly EnumerationShape _enumeration = operation.Enumeration!;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Dictionary<string, string> query = (request.RequestUri!.OriginalString.Split('?').ElementAtOrDefault(1)?.Split('&') ?? [])
                .Select(static pair => pair.Split('=', 2)).GroupBy(static pair => pair[0]).ToDictionary(static g => g.Key, static g => Uri.UnescapeDataString(g.First()[^1]));
            string? position = query.GetValueOrDefault(_enumeration.Position.WireName);
            if (_enumeration.BodyMember is { } member && request.Content is { } content)
            {
                using JsonDocument body = JsonDocument.Parse(await content.ReadAsStringAsync(cancellationToken));
                position = body.RootElement.TryGetProperty(member.WireName, out JsonElement value) ? value.ToString() : null;
            }

            int start = _enumeration.Style == EnumerationStyle.Token || !int.TryParse(position, CultureInfo.InvariantCulture, out int asked) ? 0 : Math.Min(asked, elements.Length);
            int size = _enumeration.Style == EnumerationStyle.Token ? elements.Length
                : int.TryParse(query.GetValueOrDefault("maxResults") ?? query.GetValueOrDefault("limit"), CultureInfo.InvariantCulture, out int wanted) && wanted > 0 ? wanted
                : UsualSize;
            int end = Math.Min(elements.Length, start + size);
            string page = Page(operation.Response, start, end, size, isEnvelope: false) ?? throw new InvalidOperationException("The response has no member for items.");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page, Encoding.UTF8, "application/json"), RequestMessage = request };
        }

        /// <summary>Creates a page. Returns null if the type has no member for items.</summary>
        private string? Page(TypeReference type, int start, int end, int size, bool isEnvelope)
        {
            string items = "[" + string.Join(',', elements[start..end]) + "]";
            if (IsItems(type))
            {
                return items;
            }

            EquatableArray<PropertyShape> properties = client.Types.FirstOrDefault(t => t.Name == type.Name) switch
            {
                PageShape page => page.Properties,
                ModelShape model => model.Properties,
                _ => [],
            };
            var members = new List<string>();
            bool hasItems = false;
            foreach (PropertyShape property in properties)
            {
                bool isItems = IsItems(property.Type) || property.Type.Element == PageShape.ItemPlaceholder;
                string? envelope = isEnvelope || isItems ? null : Page(property.Type, start, end, size, isEnvelope: true);
                hasItems |= isItems || envelope is not null;
                string? value = isItems ? items : envelope ?? property.WireName switch
                {
                    "isLast" or "isLastPage" or "last" => end >= elements.Length ? "true" : "false",
                    "total" or "totalCount" => Number(elements.Length),
                    "startAt" or "start" => Number(start),
                    "maxResults" or "limit" => Number(size),
                    "size" => Number(end - start),
                    _ => null,
                };
                if (value is not null)
                {
                    members.Add($"\"{JsonEncodedText.Encode(property.WireName)}\":{value}");
                }
            }

            return hasItems ? "{" + string.Join(',', members) + "}" : null;
        }

        private bool IsItems(TypeReference type) => type.Kind == TypeKind.List && type.Element == _enumeration.Page.Item;

        private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
