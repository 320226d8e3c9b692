package io.sintonia.formats.mpegts;

/**
 * The size of the pictures after cropping, as the sequence header tells it.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record PictureSize(int width, int height) {}
