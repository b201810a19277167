namespace YoutubeExplode.Videos.Streams;

/// <summary>
/// The heights of the pictures that YouTube's numbers stand for, for streams that have no label.
/// https://github.com/Tyrrrz/YoutubeExplode/blob/master/YoutubeExplode/Videos/Streams/VideoQuality.cs
/// </summary>
internal static class ItagHeights
{
    /// <summary>Null for a number that is not known.</summary>
    public static int? Find(int itag) => itag switch
    {
        5 or 13 or 17 or 91 or 151 or 160 or 161 or 278 or 330 or 394 => 144,
        6 or 36 or 92 or 132 or 133 or 142 or 242 or 331 or 395 => 240,
        18 or 34 or 43 or 82 or 93 or 100 or 134 or 143 or 167 or 243 or 332 or 396 => 360,
        35 or 44 or 59 or 78 or 83 or 94 or 101 or 135 or 144 or 168 or 212 or 213 or 218 or 219 or 222 or 223 => 480,
        244 or 245 or 246 or 333 or 397 => 480,
        22 or 45 or 84 or 95 or 102 or 136 or 145 or 169 or 214 or 215 or 224 or 225 or 247 or 298 or 302 or 334 or 398 => 720,
        37 or 46 or 85 or 96 or 137 or 146 or 170 or 216 or 217 or 226 or 227 or 248 or 299 or 303 or 335 or 399 => 1080,
        264 or 271 or 308 or 336 => 1440,
        266 or 272 or 313 or 315 or 337 => 2160,
        38 => 3072,
        138 => 4320,
        _ => null,
    };
}
